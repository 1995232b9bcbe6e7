package token

import (
	"slices"
	"strings"
	"testing"
)

func terms(tokens []Token) []string {
	var all []string
	for _, token := range tokens {
		all = append(all, token.Term)
	}
	return all
}

func TestTokens(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"", nil},
		{"  ,.- ", nil},
		{"Hello, World!", []string{"hello", "world"}},
		{"don't stop", []string{"dont", "stop"}},
		{"'quoted' words'", []string{"quoted", "words"}},
		{"Ärger in Åbo, smørrebrød", []string{"arger", "in", "abo", "smorrebrod"}},
		{"naïve cafe\u0301", []string{"naive", "cafe"}},
		{"世界abc", []string{"世", "界", "abc"}},
		{"x2 3.14", []string{"x2", "3", "14"}},
		{"STRASSE straße", []string{"strasse", "strasse"}},
		{"a\xffb", []string{"a", "b"}},
	}
	a := NewAnalyzer(nil, false)
	for _, test := range tests {
		if got := terms(a.Tokens(test.text)); !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	text := "The café of Zoë’s friend"
	tokens := NewAnalyzer([]string{"The", "of"}, false).Tokens(text)
	want := []string{"café", "Zoë’s", "friend"}
	positions := []int{1, 3, 4}
	if len(tokens) != len(want) {
		t.Fatalf("got %v", tokens)
	}
	for i, token := range tokens {
		if text[token.Start:token.End] != want[i] || token.Position != positions[i] {
			t.Errorf("got %q at %d", text[token.Start:token.End], token.Position)
		}
	}
}

func TestStopWordsAreFolded(t *testing.T) {
	a := NewAnalyzer([]string{"Für", "the", "THE", ""}, true)
	if got := a.StopWords(); !slices.Equal(got, []string{"fur", "the"}) {
		t.Errorf("got %q", got)
	}
	for _, word := range []string{"für", "FUR", "The"} {
		if term, ok := a.Term(word); ok {
			t.Errorf("%q has the term %q", word, term)
		}
	}
}

func TestStem(t *testing.T) {
	tests := map[string]string{
		"sails":      "sail",
		"classes":    "class",
		"walking":    "walk",
		"walked":     "walk",
		"sing":       "sing",
		"red":        "red",
		"cities":     "city",
		"nations":    "nation",
		"creations":  "create",
		"kindnesses": "kind",
		"carefully":  "careful",
		"virus":      "virus",
		"is":         "is",
		"s":          "s",
		"weekly":     "week",
		"":           "",
	}
	for word, want := range tests {
		if got := Stem(word); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	a := NewAnalyzer([]string{"the"}, false)
	if got := a.Count("the cat and the dog"); got != 5 {
		t.Errorf("got %d, want 5", got)
	}
}

func BenchmarkTokens(b *testing.B) {
	text := strings.Repeat("The quick brown foxes were jumping over Zoë's lazy dogs; naïve, wasn't it? ", 20)
	a := NewAnalyzer([]string{"the", "were", "over", "it"}, true)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		a.Tokens(text)
	}
}
