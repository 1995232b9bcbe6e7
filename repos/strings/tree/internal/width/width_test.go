package width

import (
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"plain", 5},
		{"tab\tand\n", 6},
		{"é", 1},
		{"e\u0301", 1},
		{"日本語", 6},
		{"ｆｕｌｌ", 8},
		{"한국", 4},
		{"☕ and 🍵", 9},
		{"\u200b\ufeff", 0},
		{"bad\xffbyte", 8},
		{"\U00020000", 2},
	} {
		if got := Of(c.text); got != c.want {
			t.Errorf("Of(%q) = %d, want %d", c.text, got, c.want)
		}
	}
}

func TestSpansAreSortedAndApart(t *testing.T) {
	for _, spans := range [][]span{zero, wide} {
		for i, s := range spans {
			if s.first > s.last || i > 0 && spans[i-1].last >= s.first {
				t.Errorf("span %d (%#x to %#x) is out of order", i, s.first, s.last)
			}
		}
	}
}

func BenchmarkOf(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"ascii", strings.Repeat("the quick brown fox ", 10)},
		{"mixed", strings.Repeat("naïve 日本 e\u0301 ", 10)},
	} {
		b.Run(c.name, func(b *testing.B) {
			for i := 0; i < b.N; i++ {
				Of(c.text)
			}
		})
	}
}
