package textkit

import (
	"reflect"
	"strings"
	"testing"
)

func TestJoin(t *testing.T) {
	for _, c := range []struct {
		parts []string
		want  string
	}{
		{nil, ""}, {[]string{"a"}, "a"}, {[]string{"a", "", "c"}, "a, , c"},
	} {
		if got := Join(c.parts, ", "); got != c.want {
			t.Errorf("Join(%q) = %q", c.parts, got)
		}
	}
}

func TestEnumerate(t *testing.T) {
	for _, c := range []struct {
		parts []string
		want  string
	}{
		{nil, ""}, {[]string{"a"}, "a"}, {[]string{"a", "b"}, "a and b"}, {[]string{"a", "b", "c"}, "a, b and c"},
	} {
		if got := Enumerate(c.parts, ", ", " and "); got != c.want {
			t.Errorf("Enumerate(%q) = %q", c.parts, got)
		}
	}
}

func TestRepeat(t *testing.T) {
	if got := Repeat("ab", 3) + Repeat("x", 0) + Repeat("y", -2); got != "ababab" {
		t.Errorf("got %q", got)
	}
}

func TestLines(t *testing.T) {
	for text, want := range map[string][]string{
		"":         nil,
		"\n":       {""},
		"a":        {"a"},
		"a\r\nb\n": {"a", "b"},
		"a\n\nb":   {"a", "", "b"},
	} {
		if got := Lines(text); !reflect.DeepEqual(got, want) {
			t.Errorf("Lines(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestIndentAndDedent(t *testing.T) {
	const text = "a\n\n  b\n \nc"
	indented := Indent(text, "> ")
	if indented != "> a\n\n>   b\n \n> c" {
		t.Errorf("got %q", indented)
	}
	if got := Dedent("    a\n  \n      b\n\t"); got != "a\n\n  b\n" {
		t.Errorf("got %q", got)
	}
	if got := Dedent("\ta\n    b"); got != "\ta\n    b" {
		t.Errorf("got %q", got)
	}
}

func TestNumberLines(t *testing.T) {
	if got := NumberLines("a\nb\nc\n", 9); got != " 9  a\n10  b\n11  c" {
		t.Errorf("got %q", got)
	}
}

func TestSqueeze(t *testing.T) {
	if got := Squeeze(" a \t\r\n b\u00a0 c "); got != "a b\u00a0 c" {
		t.Errorf("got %q", got)
	}
}

func TestTruncate(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"short", 5, "short"},
		{"longer", 5, "long…"},
		{"日本語", 5, "日本…"},
		{"日本語", 4, "日…"},
		{"abc", 0, "…"},
		{"", 0, ""},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
	} {
		if got := Truncate(c.text, c.limit, "…"); got != c.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

func BenchmarkJoin(b *testing.B) {
	parts := strings.Fields(strings.Repeat("some words to be joined ", 100))
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		Join(parts, ", ")
	}
}

func BenchmarkIndent(b *testing.B) {
	text := strings.Repeat("a line of text that is indented\n", 100)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		Indent(text, "    ")
	}
}

func BenchmarkSqueeze(b *testing.B) {
	text := strings.Repeat("a  line \t of text\n", 50)
	for i := 0; i < b.N; i++ {
		Squeeze(text)
	}
}

func BenchmarkTruncate(b *testing.B) {
	text := strings.Repeat("words of a title ", 10)
	for i := 0; i < b.N; i++ {
		Truncate(text, 60, "...")
	}
}
