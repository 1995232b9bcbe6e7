package textindex

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"example.org/textindex/query"
)

var sailing = map[string]string{
	"knots":  "A knot holds a rope. The bowline is the king of knots.",
	"sails":  "Sails are made of cloth; old sails were made of flax. A sail needs a rope.",
	"ropes":  "Long ropes, short ropes: every rope has two ends. Don't let go!",
	"café":   "The café at the harbour, where Zoë's friends sail.",
	"empty":  "",
	"digits": "2 ropes, 10 metres each",
}

func sailingIndex(t testing.TB) *Index {
	x := New(Options{StopWords: []string{"a", "the", "of"}, Stem: true})
	for _, id := range []string{"knots", "sails", "ropes", "café", "empty", "digits"} {
		if err := x.Add(id, sailing[id]); err != nil {
			t.Fatal(err)
		}
	}
	return x
}

func ids(hits []Hit) []string {
	var all []string
	for _, hit := range hits {
		all = append(all, hit.ID)
	}
	return all
}

func TestSearch(t *testing.T) {
	x := sailingIndex(t)
	tests := []struct {
		query string
		want  []string
	}{
		{"rope", []string{"ropes", "digits", "knots", "sails"}},
		{"ROPES", []string{"ropes", "digits", "knots", "sails"}},
		{"rope sail", []string{"sails"}},
		{"rope -sail", []string{"ropes", "digits", "knots"}},
		{"knot OR cafe", []string{"knots", "café"}},
		{"kno*", []string{"knots"}},
		{`"king of knots"`, []string{"knots"}},
		{`"king a knots"`, []string{"knots"}},
		{`"king knots"`, nil},
		{"dont", []string{"ropes"}},
		{"the", nil},
		{"the rope NOT of", []string{"ropes", "digits", "knots", "sails"}},
		{"nothing", nil},
		{"NOT rope", []string{"café", "empty"}},
		{"zoe's", []string{"café"}},
		{"two-ends", []string{"ropes"}},
	}
	for _, test := range tests {
		hits, err := x.Search(test.query, 10)
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
		} else if got := ids(hits); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.query, got, test.want)
		}
	}
}

func TestScores(t *testing.T) {
	x := sailingIndex(t)
	hits, err := x.Search("rope knot", 10)
	if err != nil || len(hits) != 1 {
		t.Fatal(hits, err)
	}
	// ln(1 + 6/4) and twice ln(1 + 6/1); 11 words have 4 bits.
	if want := (Hit{ID: "knots", Score: (916 + 2*1946) / 5, Terms: 2}); hits[0] != want {
		t.Errorf("got %+v, want %+v", hits[0], want)
	}
}

func TestLimit(t *testing.T) {
	x := sailingIndex(t)
	for limit, want := range map[int]int{-1: 0, 0: 0, 1: 1, 3: 3, 100: 4} {
		if hits, _ := x.Search("rope", limit); len(hits) != want {
			t.Errorf("limit %d: %d hits", limit, len(hits))
		}
	}
}

func TestErrors(t *testing.T) {
	x := sailingIndex(t)
	if err := x.Add("", "text"); !errors.Is(err, ErrEmptyID) {
		t.Errorf("got %v", err)
	}
	if err := x.Add("knots", "text"); !errors.Is(err, ErrDuplicate) {
		t.Errorf("got %v", err)
	}
	if err := x.Remove("nobody"); !errors.Is(err, ErrUnknown) {
		t.Errorf("got %v", err)
	}
	if _, err := x.Snippet("nobody", "rope", 5); !errors.Is(err, ErrUnknown) {
		t.Errorf("got %v", err)
	}
	var syntax *query.SyntaxError
	if _, err := x.Search("(rope", 5); !errors.As(err, &syntax) {
		t.Errorf("got %v", err)
	}
	if _, err := x.Snippet("knots", "", 5); !errors.As(err, &syntax) {
		t.Errorf("got %v", err)
	}
}

func TestRemove(t *testing.T) {
	x := sailingIndex(t)
	if err := x.Remove("knots"); err != nil {
		t.Fatal(err)
	}
	if hits, _ := x.Search("knot OR bowline", 10); len(hits) > 0 {
		t.Errorf("got %q", ids(hits))
	}
	if slices.Contains(x.Terms(), "bowline") || !slices.Contains(x.Terms(), "rope") {
		t.Errorf("terms %q", x.Terms())
	}
	if got, want := x.IDs(), []string{"sails", "ropes", "café", "empty", "digits"}; !slices.Equal(got, want) {
		t.Errorf("documents %q, want %q", got, want)
	}
	if err := x.Add("knots", "new text"); err != nil {
		t.Error(err)
	}
	if got := x.IDs()[5]; got != "knots" {
		t.Errorf("the last document is %q", got)
	}
}

func TestSuggest(t *testing.T) {
	x := sailingIndex(t)
	tests := []struct {
		prefix string
		limit  int
		want   []string
	}{
		{"", 2, []string{"rope", "sail"}},
		{"k", 9, []string{"king", "knot"}},
		{"S", 9, []string{"sail", "short"}},
		{"s", 1, []string{"sail"}},
		{"x", 9, nil},
		{"s", 0, nil},
	}
	for _, test := range tests {
		if got := x.Suggest(test.prefix, test.limit); !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.prefix, got, test.want)
		}
	}
}

func TestSnippet(t *testing.T) {
	x := sailingIndex(t)
	tests := []struct {
		id, query string
		width     int
		want      string
	}{
		{"knots", "king bowline", 3, "… [bowline] is the [king] …"},
		{"knots", "rope", 100, "knot holds a [rope]. The bowline is the king of knots"},
		{"sails", "sail made", 2, "[Sails] are …"},
		{"ropes", "nothing", 2, "Long ropes …"},
		{"empty", "rope", 5, ""},
		{"ropes", "rope", 0, ""},
	}
	for _, test := range tests {
		got, err := x.Snippet(test.id, test.query, test.width)
		if err != nil {
			t.Fatal(err)
		}
		if got != test.want {
			t.Errorf("%s, %s: got %q, want %q", test.id, test.query, got, test.want)
		}
	}
}

func TestSaveAndLoad(t *testing.T) {
	x := sailingIndex(t)
	x.Remove("sails")
	var saved bytes.Buffer
	n, err := x.Save(&saved)
	if err != nil || n != int64(saved.Len()) {
		t.Fatalf("wrote %d of %d bytes: %v", n, saved.Len(), err)
	}
	content := saved.Bytes()
	y, err := Load(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(x.Terms(), y.Terms()) || !slices.Equal(x.IDs(), y.IDs()) {
		t.Error("another index came back")
	}
	x.Add("new", "rope")
	y.Add("new", "rope")
	for _, text := range []string{"rope", `"two ends"`, "kn*"} {
		want, _ := x.Search(text, 10)
		got, _ := y.Search(text, 10)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
	for i := range content {
		damaged := bytes.Clone(content)
		damaged[i] ^= 1
		if _, err := Load(bytes.NewReader(damaged)); !errors.Is(err, ErrCorrupt) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
}

// corpus returns texts of words of a vocabulary in which some are much more
// frequent than others.
func corpus(seed int64, documents, words int) []string {
	random := rand.New(rand.NewSource(seed))
	frequent := rand.NewZipf(random, 1.1, 8, 8000)
	var texts []string
	for i := 0; i < documents; i++ {
		var b strings.Builder
		for j := 0; j < words; j++ {
			n := frequent.Uint64()
			fmt.Fprintf(&b, "%c%c%s", 'a'+n%26, 'a'+n/26%26, [...]string{"ing", "s", "er", "ation", "o", "é"}[n%6])
			if n > 676 {
				fmt.Fprintf(&b, "%c%c", 'a'+n/676%26, 'k'+n/3000)
			}
			b.WriteString([...]string{" ", " ", " ", ", ", ". "}[random.Intn(5)])
		}
		texts = append(texts, b.String())
	}
	return texts
}

func corpusIndex(b *testing.B) *Index {
	x := New(Options{StopWords: []string{"aaing", "bas"}, Stem: true})
	for i, text := range corpus(1, 500, 100) {
		if err := x.Add(fmt.Sprint(i), text); err != nil {
			b.Fatal(err)
		}
	}
	return x
}

func BenchmarkAdd(b *testing.B) {
	texts := corpus(2, 200, 100)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		x := New(Options{Stem: true})
		for j, text := range texts {
			x.Add(fmt.Sprint(j), text)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	x := corpusIndex(b)
	for name, text := range map[string]string{
		"one":    "cas",
		"and":    "cas do eaer",
		"or":     "cas OR do OR eaer",
		"not":    "cas -do",
		"prefix": "c*",
		"phrase": `"cas do"`,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				if _, err := x.Search(text, 10); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSuggest(b *testing.B) {
	x := corpusIndex(b)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		x.Suggest("c", 10)
	}
}

func BenchmarkSnippet(b *testing.B) {
	x := New(Options{Stem: true})
	x.Add("long", corpus(3, 1, 2000)[0])
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		x.Snippet("long", "cas do eaer", 30)
	}
}

func BenchmarkSave(b *testing.B) {
	x := corpusIndex(b)
	var buffer bytes.Buffer
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		buffer.Reset()
		x.Save(&buffer)
	}
}
