package uniseg_test

import (
	"bytes"
	"fmt"
	"math/rand"
	"sync"
	"testing"

	"github.com/rivo/uniseg"
)

// mixedText returns text of many scripts, with some bytes that are no UTF-8.
func mixedText(seed int64, n int) string {
	random := rand.New(rand.NewSource(seed))
	starts := []rune{' ', 'a', 'A', '0', '.', 0xe0, 0x300, 0x5d0, 0x93f, 0xe01, 0x1100, 0x200c, 0x2028, 0x2e3a, 0x3041, 0x4e00, 0xac00, 0xfe0e, 0x1f1e6, 0x1f3fb, 0x1f600, 0x10ffff - 40}
	var b bytes.Buffer
	for ; n > 0; n-- {
		if random.Intn(25) == 0 {
			b.WriteByte(byte(random.Intn(256)))
		} else {
			b.WriteRune(starts[random.Intn(len(starts))] + rune(random.Intn(40)))
		}
	}
	return b.String()
}

// describe returns everything that the functions say about a text, as text.
func describe(s string) string {
	var b bytes.Buffer
	for rest, state := s, -1; len(rest) > 0; {
		var cluster string
		var boundaries int
		cluster, rest, boundaries, state = uniseg.StepString(rest, state)
		fmt.Fprintln(&b, len(cluster), boundaries)
	}
	for rest, state := s, -1; len(rest) > 0; {
		var word string
		word, rest, state = uniseg.FirstWordInString(rest, state)
		fmt.Fprintln(&b, len(word))
	}
	for rest, state := s, -1; len(rest) > 0; {
		var segment string
		var must bool
		segment, rest, must, state = uniseg.FirstLineSegmentInString(rest, state)
		fmt.Fprintln(&b, len(segment), must)
	}
	for rest, state := s, -1; len(rest) > 0; {
		var sentence string
		sentence, rest, state = uniseg.FirstSentenceInString(rest, state)
		fmt.Fprintln(&b, len(sentence))
	}
	fmt.Fprintln(&b, uniseg.StringWidth(s), uniseg.GraphemeClusterCount(s))
	return b.String()
}

func TestHiddenStringsAndBytesAgree(t *testing.T) {
	for seed := int64(0); seed < 20; seed++ {
		s := mixedText(seed, 300)
		b := []byte(s)
		stateS, stateB := -1, -1
		for len(s) > 0 {
			var clusterS string
			var clusterB []byte
			var widthS, widthB int
			clusterS, s, widthS, stateS = uniseg.FirstGraphemeClusterInString(s, stateS)
			clusterB, b, widthB, stateB = uniseg.FirstGraphemeCluster(b, stateB)
			if clusterS != string(clusterB) || widthS != widthB || s != string(b) || stateS != stateB {
				t.Fatalf("seed %d: %q %d and %q %d", seed, clusterS, widthS, clusterB, widthB)
			}
		}
		if b != nil {
			t.Errorf("rest is %v, want nil", b)
		}
	}
}

func TestHiddenPiecesAreOfTheInput(t *testing.T) {
	b := []byte("one \U0001F469\u200D\U0001F680 two. e\u0301")
	copied := append([]byte(nil), b...)
	for rest, state, at := b, -1, 0; len(rest) > 0; {
		var cluster []byte
		cluster, rest, _, state = uniseg.Step(rest, state)
		if &cluster[0] != &b[at] {
			t.Fatalf("the cluster at %d is a copy", at)
		}
		at += len(cluster)
	}
	if !bytes.Equal(b, copied) {
		t.Error("the input was changed")
	}
}

func TestHiddenGraphemesBytesMayBeChanged(t *testing.T) {
	g := uniseg.NewGraphemes("abc")
	for _, want := range []string{"a", "b", "c"} {
		if !g.Next() || g.Str() != want {
			t.Fatalf("got %q, want %q", g.Str(), want)
		}
		g.Bytes()[0] = 'x'
		g.Runes()[0] = 'x'
		if g.Str() != want || string(g.Bytes()) != want {
			t.Errorf("changing a copy changed the cluster %q", want)
		}
	}
	if g.Next() || g.Next() || g.Bytes() != nil || g.Runes() != nil || g.Str() != "" {
		t.Error("there is something behind the end")
	}
	if from, to := g.Positions(); from != 1 || to != 1 {
		t.Errorf("positions behind the end are %d and %d", from, to)
	}
}

func TestHiddenEmptyInput(t *testing.T) {
	if cluster, rest, boundaries, state := uniseg.Step([]byte{}, -1); cluster != nil || rest != nil || boundaries != 0 || state != 0 {
		t.Error("Step of nothing returns something")
	}
	if word, rest, state := uniseg.FirstWord(nil, -1); word != nil || rest != nil || state != 0 {
		t.Error("FirstWord of nothing returns something")
	}
}

func TestHiddenConcurrentUse(t *testing.T) {
	text := mixedText(99, 400)
	results := make([]string, 8)
	var wait sync.WaitGroup
	for i := range results {
		wait.Add(1)
		go func(i int) {
			defer wait.Done()
			results[i] = describe(text)
		}(i)
	}
	wait.Wait()
	for _, result := range results {
		if result != results[0] {
			t.Fatal("goroutines got different results")
		}
	}
}

func TestHiddenNothingIsAllocated(t *testing.T) {
	s := mixedText(7, 200)
	uniseg.StringWidth(s)
	if n := testing.AllocsPerRun(5, func() { uniseg.StringWidth(s) }); n > 0 {
		t.Errorf("StringWidth allocates %v times", n)
	}
}
