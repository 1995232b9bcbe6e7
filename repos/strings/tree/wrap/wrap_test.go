package wrap

import (
	"reflect"
	"strings"
	"testing"

	"example.org/textkit/internal/width"
)

func TestPad(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		align Align
		want  string
	}{
		{"ab", 5, Left, "ab   "},
		{"ab", 5, Right, "   ab"},
		{"ab", 5, Centre, " ab  "},
		{"日本", 6, Centre, " 日本 "},
		{"long", 3, Right, "long"},
		{"", 2, Left, "  "},
		{"x", -1, Centre, "x"},
	} {
		if got := Pad(c.text, c.limit, c.align); got != c.want {
			t.Errorf("Pad(%q, %d, %d) = %q, want %q", c.text, c.limit, c.align, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  []string
	}{
		{"", 10, []string{""}},
		{"one", 10, []string{"one"}},
		{"the quick brown fox", 9, []string{"the quick", "brown fox"}},
		{"the quick brown fox", 8, []string{"the", "quick", "brown", "fox"}},
		{"a  b\t c", 3, []string{"a b", "c"}},
		{"first\n\nsecond line", 11, []string{"first", "", "second line"}},
		{"abcdefgh ij", 3, []string{"abc", "def", "gh", "ij"}},
		{"abcdefgh i", 4, []string{"abcd", "efgh", "i"}},
		{"日本語 text", 4, []string{"日本", "語", "text"}},
		{"日本", 0, []string{"日", "本"}},
		{"e\u0301e\u0301 x", 2, []string{"e\u0301e\u0301", "x"}},
		{"a\xffb", 2, []string{"a\ufffd", "b"}},
	} {
		if got := Wrap(c.text, c.limit); !reflect.DeepEqual(got, c.want) {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

func TestJustify(t *testing.T) {
	got := Justify("the quick brown fox jumps over it\nend", 14)
	want := []string{"the      quick", "brown      fox", "jumps over it", "end"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	got = Justify("a b c d eeeeeeee", 10)
	if want = []string{"a  b  c  d", "eeeeeeee"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestBlock(t *testing.T) {
	if got := Block("to be or", 5, Right); got != "to be\n   or\n" {
		t.Errorf("got %q", got)
	}
	if got := Block("to be or", 5, Left); got != "to be\nor\n" {
		t.Errorf("got %q", got)
	}
}

func TestNoLineIsTooWide(t *testing.T) {
	text := strings.Repeat("some words 日本語の文章 andoneverylongwordwithoutanyspace e\u0301 ", 9)
	for limit := 2; limit < 50; limit++ {
		for _, line := range Wrap(text, limit) {
			if width.Of(line) > limit {
				t.Fatalf("limit %d: %q", limit, line)
			}
		}
	}
}

var prose = strings.Repeat("It was a bright cold day in April, and the clocks were striking thirteen. ", 20)

func BenchmarkWrap(b *testing.B) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		Wrap(prose, 72)
	}
}

func BenchmarkJustify(b *testing.B) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		Justify(prose, 40)
	}
}
