package wrap

import (
	"math/rand"
	"reflect"
	"strings"
	"testing"

	"example.org/textkit/internal/width"
)

// hiddenWrap is Wrap as its comment describes it.
func hiddenWrap(text string, limit int) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			var pieces []string
			piece := ""
			for _, r := range word {
				if piece != "" && width.Of(piece)+width.Rune(r) > max(limit, 1) {
					pieces, piece = append(pieces, piece), ""
				}
				piece += string(r)
			}
			for _, piece := range append(pieces, piece) {
				if line == "" {
					line = piece
				} else if width.Of(line)+1+width.Of(piece) <= limit {
					line += " " + piece
				} else {
					lines, line = append(lines, line), piece
				}
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func TestHiddenWrapIsWhatItsCommentSays(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	letters := []string{"a", "b", " ", " ", "\n", "日", "e\u0301", "\u200b", "\xff", "\xe6\x97", "\u00a0", "\t", "\x00", "\u3000"}
	for n := 0; n < 3000; n++ {
		var text strings.Builder
		for i := rng.Intn(40); i > 0; i-- {
			text.WriteString(letters[rng.Intn(len(letters))])
		}
		limit := rng.Intn(14) - 2
		if got, want := Wrap(text.String(), limit), hiddenWrap(text.String(), limit); !reflect.DeepEqual(got, want) {
			t.Fatalf("Wrap(%q, %d) = %q, want %q", text.String(), limit, got, want)
		}
	}
}

func TestHiddenLinesMayBeChanged(t *testing.T) {
	const text = "some words here and there"
	first := Wrap(text, 10)
	for i := range first {
		first[i] = "x"
	}
	_ = append(first[:1], "y")
	if got := Wrap(text, 10); !reflect.DeepEqual(got, []string{"some words", "here and", "there"}) {
		t.Errorf("got %q", got)
	}
}

func TestHiddenJustifyEdges(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  []string
	}{
		{"", 5, []string{""}},
		{"aaaa bbbb", 4, []string{"aaaa", "bbbb"}},
		{"a 日 c dddd", 7, []string{"a  日 c", "dddd"}},
		{"a b\n\nc", 0, []string{"a", "b", "", "c"}},
		{"a\xff b ccccc", 6, []string{"a\ufffd   b", "ccccc"}},
	} {
		if got := Justify(c.text, c.limit); !reflect.DeepEqual(got, c.want) {
			t.Errorf("Justify(%q, %d) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

func TestHiddenBlockPadsOnlyOtherThanLeft(t *testing.T) {
	if got := Block("日 b\n\ncc", 4, Centre); got != "日 b\n    \n cc \n" {
		t.Errorf("got %q", got)
	}
	if got := Block("", 3, Left) + Block("", 3, Right); got != "\n   \n" {
		t.Errorf("got %q", got)
	}
}
