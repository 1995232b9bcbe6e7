package postings

import (
	"math/rand"
	"slices"
	"testing"
)

func listOf(docs ...int) *List {
	l := new(List)
	for _, doc := range docs {
		l.Add(doc, 0)
	}
	return l
}

func TestAdd(t *testing.T) {
	l := new(List)
	for _, p := range [][2]int{{5, 3}, {2, 9}, {5, 1}, {7, 0}, {5, 3}, {2, 4}} {
		l.Add(p[0], p[1])
	}
	if got := l.Docs(); !slices.Equal(got, []int{2, 5, 7}) {
		t.Errorf("documents %v", got)
	}
	if got := l.Positions(5); !slices.Equal(got, []int{1, 3}) {
		t.Errorf("positions %v", got)
	}
	if got := l.Positions(2); !slices.Equal(got, []int{4, 9}) {
		t.Errorf("positions %v", got)
	}
	if l.Positions(3) != nil || l.Len() != 3 {
		t.Error("a document too many")
	}
}

func TestRemove(t *testing.T) {
	l := listOf(1, 2, 3)
	if !l.Remove(2) || l.Remove(2) || l.Remove(9) {
		t.Error("Remove says the wrong thing")
	}
	if got := l.Docs(); !slices.Equal(got, []int{1, 3}) {
		t.Errorf("documents %v", got)
	}
}

func TestAppend(t *testing.T) {
	l := new(List)
	if !l.Append(Posting{Doc: 3, Positions: []int{1, 4}}) || !l.Append(Posting{Doc: 4}) {
		t.Error("refused what is in order")
	}
	if l.Append(Posting{Doc: 4}) || l.Append(Posting{Doc: 9, Positions: []int{2, 2}}) {
		t.Error("took what is not in order")
	}
	if l.Len() != 2 {
		t.Errorf("%d postings", l.Len())
	}
}

func TestSets(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for i := 0; i < 200; i++ {
		var a, b []int
		for doc := 0; doc < 60; doc++ {
			if random.Intn(3) == 0 {
				a = append(a, doc)
			}
			if random.Intn(1+i%7) == 0 {
				b = append(b, doc)
			}
		}
		var both, all, rest []int
		for doc := 0; doc < 60; doc++ {
			inA, inB := slices.Contains(a, doc), slices.Contains(b, doc)
			if inA && inB {
				both = append(both, doc)
			}
			if inA || inB {
				all = append(all, doc)
			}
			if inA && !inB {
				rest = append(rest, doc)
			}
		}
		if got := Intersect(a, b); !slices.Equal(got, both) {
			t.Fatalf("both %v, want %v", got, both)
		}
		if got := Union(a, b); !slices.Equal(got, all) {
			t.Fatalf("all %v, want %v", got, all)
		}
		if got := Difference(a, b); !slices.Equal(got, rest) {
			t.Fatalf("rest %v, want %v", got, rest)
		}
	}
}

func TestPhrase(t *testing.T) {
	a, b, c := new(List), new(List), new(List)
	a.Add(1, 0)
	a.Add(1, 7)
	b.Add(1, 8)
	c.Add(1, 10)
	a.Add(2, 3)
	b.Add(2, 2)
	c.Add(2, 5)
	if got := Phrase([]*List{a, b, c}, []int{0, 1, 3}); !slices.Equal(got, []int{1}) {
		t.Errorf("got %v", got)
	}
	if got := Phrase([]*List{a}, []int{5}); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("got %v", got)
	}
	if got := Phrase(nil, nil); got != nil {
		t.Errorf("got %v", got)
	}
}

func randomDocs(seed int64, n, of int) []int {
	docs := rand.New(rand.NewSource(seed)).Perm(of)[:n]
	slices.Sort(docs)
	return docs
}

func BenchmarkIntersect(b *testing.B) {
	few, many := randomDocs(1, 100, 5000), randomDocs(2, 3000, 5000)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		Intersect(few, many)
	}
}

func BenchmarkUnion(b *testing.B) {
	few, many := randomDocs(3, 300, 5000), randomDocs(4, 2000, 5000)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		Union(few, many)
	}
}
