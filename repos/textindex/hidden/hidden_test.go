package textindex

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.org/textindex/query"
)

func TestHiddenConcurrentUse(t *testing.T) {
	x := New(Options{StopWords: []string{"bas"}, Stem: true})
	texts := corpus(5, 120, 40)
	for i, text := range texts[:60] {
		if err := x.Add(fmt.Sprint(i), text); err != nil {
			t.Fatal(err)
		}
	}
	want := x.Suggest("c", 5)
	var wait sync.WaitGroup
	for i := 0; i < 4; i++ {
		wait.Add(2)
		go func(i int) {
			defer wait.Done()
			for j := i; j < 60; j += 4 {
				x.Add(fmt.Sprint("new", j), texts[60+j])
				x.Suggest("c", 3)
			}
			for j := i; j < 60; j += 4 {
				if err := x.Remove(fmt.Sprint("new", j)); err != nil {
					t.Error(err)
				}
			}
		}(i)
		go func() {
			defer wait.Done()
			for j := 0; j < 30; j++ {
				x.Search("cas OR d* -do", 5)
				x.Snippet("1", "cas OR d*", 5)
				x.Terms()
				x.Save(io.Discard)
			}
		}()
	}
	wait.Wait()
	if got := x.Suggest("c", 5); !slices.Equal(got, want) || x.Len() != 60 {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHiddenFirstReadersAtOnce(t *testing.T) {
	x := New(Options{})
	for i, text := range corpus(6, 50, 30) {
		x.Add(fmt.Sprint(i), text)
	}
	results := make([]string, 8)
	var wait sync.WaitGroup
	for i := range results {
		wait.Add(1)
		go func(i int) {
			defer wait.Done()
			hits, _ := x.Search("a* OR b*", 20)
			results[i] = fmt.Sprint(x.Suggest("b", 4), x.Terms()[:9], hits)
		}(i)
	}
	wait.Wait()
	for _, result := range results {
		if result != results[0] {
			t.Fatal("readers got different results")
		}
	}
}

func TestHiddenResultsAreTheCallers(t *testing.T) {
	x := sailingIndex(t)
	terms, ids := x.Terms(), x.IDs()
	hits, _ := x.Search("rope OR sail", 10)
	all, _ := x.Search("NOT nothing", 10)
	wantTerms, wantIDs := slices.Clone(terms), slices.Clone(ids)
	wantHits, wantAll := slices.Clone(hits), slices.Clone(all)
	suggested := x.Suggest("", 5)
	wantSuggested := slices.Clone(suggested)
	for _, s := range [][]string{terms, ids, suggested} {
		for i := range s {
			s[i] = "changed"
		}
	}
	for i := range hits {
		hits[i] = Hit{}
	}
	clear(all)
	gotHits, _ := x.Search("rope OR sail", 10)
	gotAll, _ := x.Search("NOT nothing", 10)
	if !slices.Equal(x.Terms(), wantTerms) || !slices.Equal(x.IDs(), wantIDs) || !slices.Equal(x.Suggest("", 5), wantSuggested) {
		t.Error("changing a result changed the index")
	}
	if !slices.Equal(gotHits, wantHits) || !slices.Equal(gotAll, wantAll) {
		t.Error("changing hits changed the index")
	}
}

func TestHiddenOptionsAreCopied(t *testing.T) {
	words := []string{"the", "of"}
	x := New(Options{StopWords: words})
	words[0] = "rope"
	x.Add("1", "the rope")
	if got := x.Terms(); !slices.Equal(got, []string{"rope"}) {
		t.Errorf("got %q", got)
	}
}

func TestHiddenAddAndRemoveManyTimes(t *testing.T) {
	x := New(Options{Stem: true})
	texts := corpus(7, 40, 60)
	for round := 0; round < 3; round++ {
		for i, text := range texts {
			if err := x.Add(fmt.Sprint(i), text); err != nil {
				t.Fatal(err)
			}
		}
		for i := range texts {
			if i%3 != round {
				if err := x.Remove(fmt.Sprint(i)); err != nil {
					t.Fatal(err)
				}
			}
			x.Suggest("c", 1)
		}
		for i := range texts {
			if i%3 == round {
				if err := x.Remove(fmt.Sprint(i)); err != nil {
					t.Fatal(err)
				}
			}
		}
		if x.Len() != 0 || len(x.Terms()) != 0 || len(x.Suggest("", 9)) != 0 {
			t.Fatalf("round %d: something is left: %q", round, x.Terms())
		}
	}
}

func TestHiddenLoadedDocumentsCanBeRemoved(t *testing.T) {
	x := New(Options{StopWords: []string{"bas"}, Stem: true})
	for i, text := range corpus(8, 30, 50) {
		x.Add(fmt.Sprint(i), text)
	}
	var saved bytes.Buffer
	x.Save(&saved)
	y, err := Load(&saved)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 30; i += 2 {
		x.Remove(fmt.Sprint(i))
		y.Remove(fmt.Sprint(i))
	}
	x.Add("new", "cas cos rope")
	y.Add("new", "cas cos rope")
	var a, b bytes.Buffer
	x.Save(&a)
	y.Save(&b)
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("an index that was loaded changes otherwise")
	}
	for i := 1; i < 30; i += 2 {
		want, _ := x.Snippet(fmt.Sprint(i), "cas OR d*", 7)
		got, _ := y.Snippet(fmt.Sprint(i), "cas OR d*", 7)
		if got != want {
			t.Errorf("passage %q, want %q", got, want)
		}
	}
}

type fullWriter struct{ left int }

var errFull = errors.New("full")

func (w *fullWriter) Write(p []byte) (int, error) {
	if len(p) > w.left {
		n := w.left
		w.left = 0
		return n, errFull
	}
	w.left -= len(p)
	return len(p), nil
}

func TestHiddenWriteErrorsAreReturned(t *testing.T) {
	x := New(Options{})
	for i, text := range corpus(9, 100, 100) {
		x.Add(fmt.Sprint(i), text)
	}
	var all bytes.Buffer
	x.Save(&all)
	for _, left := range []int{0, 1, 5000, all.Len() / 2, all.Len() - 1} {
		if _, err := x.Save(&fullWriter{left}); !errors.Is(err, errFull) {
			t.Errorf("%d bytes: got error %v", left, err)
		}
	}
	if n, err := x.Save(&fullWriter{all.Len()}); err != nil || n != int64(all.Len()) {
		t.Errorf("wrote %d bytes: %v", n, err)
	}
}

func TestHiddenReadErrorsAreReturned(t *testing.T) {
	if _, err := Load(io.MultiReader(strings.NewReader("TIX1"), &failingReader{})); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
	for _, content := range []string{"", "TIX", "TIX1", strings.Repeat("\x00", 100)} {
		if _, err := Load(strings.NewReader(content)); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%q: got %v", content, err)
		}
	}
}

type failingReader struct{}

func (*failingReader) Read([]byte) (int, error) { return 0, errFull }

func TestHiddenOddQueries(t *testing.T) {
	x := New(Options{StopWords: []string{"the"}, Stem: true})
	x.Add("1", "Don\u2019t stop; ca-fé İstanbul \u212aelvin ﬁne x\xffy 世界 the end")
	x.Add("2", "dont STOP cafés")
	for text, want := range map[string][]string{
		"don't":         {"2", "1"},
		"istanbul":      {"1"},
		"Kelvin":        {"1"},
		"fine":          {"1"},
		`"世界"`:          {"1"},
		"界*":            {"1"},
		"the":           nil,
		"NOT the":       nil,
		`"" OR stop`:    {"2", "1"},
		"!!*":           nil,
		"-":             nil,
		"stop stop":     {"2", "1"},
		`"the end"`:     {"1"},
		`"end the"`:     {"1"},
		"\xff*":         nil,
		"x AND y":       {"1"},
		"NOT (stop OR)": nil,
	} {
		hits, err := x.Search(text, 10)
		var syntax *query.SyntaxError
		if err != nil && !errors.As(err, &syntax) {
			t.Errorf("%q: %v", text, err)
		}
		got := ids(hits)
		slices.Sort(got)
		want = slices.Clone(want)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
