package textkit

import (
	"strings"
	"sync"
	"testing"

	"example.org/textkit/internal/width"
)

func TestHiddenLinesMayBeChanged(t *testing.T) {
	text := strings.Repeat("a\nb\n", 3)
	lines := Lines(text)
	for i := range lines {
		lines[i] = "changed"
	}
	if got := strings.Join(Lines(text), ""); got != "ababab" {
		t.Errorf("got %q", got)
	}
}

func TestHiddenJoinDoesNotChangeItsParts(t *testing.T) {
	parts := make([]string, 3, 8)
	copy(parts, []string{"a", "b", "c"})
	whole := append(parts, "d")
	if got := Enumerate(parts, ", ", " and "); got != "a, b and c" || whole[3] != "d" || parts[2] != "c" {
		t.Errorf("got %q, parts %q", got, whole)
	}
}

func TestHiddenIndentEdges(t *testing.T) {
	for _, c := range [][3]string{
		{"", "> ", ""}, {"\n", "> ", "\n"}, {"a\n", "> ", "> a\n"}, {"\u00a0\nx", "-", "\u00a0\n-x"},
		{"a\r\n\r\nb", "  ", "  a\r\n\r\n  b"}, {"x\n\n", "", "x\n\n"}, {"\xff", ">", ">\xff"},
	} {
		if got := Indent(c[0], c[1]); got != c[2] {
			t.Errorf("Indent(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestHiddenSqueezeKeepsOtherSpaceAndBytes(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " \n ": "", "\v a\f": "\v a\f", "a\u2003 b": "a\u2003 b", "\xff \t\xfe": "\xff \xfe", "a \r\n\tb": "a b",
	} {
		if got := Squeeze(text); got != want {
			t.Errorf("Squeeze(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestHiddenTruncateKeepsAsMuchAsFits(t *testing.T) {
	text := "naïve 日本 e\u0301\u0301 \xff☕\u200bend"
	for limit := -2; limit <= width.Of(text)+1; limit++ {
		got := Truncate(text, limit, "..")
		if width.Of(text) <= limit {
			if got != text {
				t.Errorf("limit %d: %q", limit, got)
			}
			continue
		}
		kept, cut := strings.CutSuffix(got, "..")
		if !cut || !strings.HasPrefix(text, kept) || kept != "" && width.Of(got) > limit {
			t.Errorf("limit %d: %q", limit, got)
		}
		for _, r := range text[len(kept):] {
			if kept != "" && width.Of(got)+width.Rune(r) <= limit {
				t.Errorf("limit %d: %q is too short", limit, got)
			}
			break
		}
	}
}

func TestHiddenNumberLines(t *testing.T) {
	for _, c := range []struct {
		text  string
		first int
		want  string
	}{
		{"", 5, ""}, {"x", -3, "-3  x"}, {"a\nb", -1, "-1  a\n0  b"}, {"\n\n", 100, "100  \n101  "},
	} {
		if got := NumberLines(c.text, c.first); got != c.want {
			t.Errorf("NumberLines(%q, %d) = %q, want %q", c.text, c.first, got, c.want)
		}
	}
}

func TestHiddenFunctionsMayBeCalledAtOnce(t *testing.T) {
	var wait sync.WaitGroup
	for i := 0; i < 8; i++ {
		text := strings.Repeat(string(rune('a'+i))+"  \n", 50+i)
		want := strings.TrimSpace(strings.Repeat(string(rune('a'+i))+" ", 50+i))
		wait.Add(1)
		go func() {
			defer wait.Done()
			for n := 0; n < 50; n++ {
				if got := Squeeze(text); got != want {
					t.Errorf("got %q, want %q", got, want)
					return
				}
			}
		}()
	}
	wait.Wait()
}
