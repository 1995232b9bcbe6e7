package levenshtein_test

import (
	"math/rand"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// byTable returns the distance by the textbook's table.
func byTable(a, b string) int {
	s, t := []rune(a), []rune(b)
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := range s {
		diagonal := row[0]
		row[0] = i + 1
		for j := range t {
			best := diagonal
			if s[i] != t[j] {
				best++
			}
			if row[j]+1 < best {
				best = row[j] + 1
			}
			if row[j+1]+1 < best {
				best = row[j+1] + 1
			}
			diagonal, row[j+1] = row[j+1], best
		}
	}
	return row[len(t)]
}

func randomText(random *rand.Rand, n int, alphabet []rune) string {
	text := make([]rune, n)
	for i := range text {
		text[i] = alphabet[random.Intn(len(alphabet))]
	}
	return string(text)
}

var alphabets = map[string][]rune{
	"two letters": []rune("ab"),
	"ASCII":       []rune("abcdefghij klmnopqrstuvwxyz.\x00\x7f"),
	"mixed":       []rune("abcé\u0080ß世界\u2028\U0001F600\U0010FFFF\uFFFD"),
}

func TestHiddenEqualsTable(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for name, alphabet := range alphabets {
		for i := 0; i < 300; i++ {
			a := randomText(random, random.Intn(20), alphabet)
			b := randomText(random, random.Intn(90), alphabet)
			if got, want := levenshtein.ComputeDistance(a, b), byTable(a, b); got != want {
				t.Fatalf("%s: %q and %q: got %d, want %d", name, a, b, got, want)
			}
		}
	}
}

func TestHiddenLengthsNearPowersOfTwo(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	lengths := []int{1, 30, 31, 32, 33, 62, 63, 64, 65, 66, 127, 128, 129, 255, 256, 257}
	for name, alphabet := range alphabets {
		for _, n := range lengths {
			for _, m := range lengths {
				a, b := randomText(random, n, alphabet), randomText(random, m, alphabet)
				if got, want := levenshtein.ComputeDistance(a, b), byTable(a, b); got != want {
					t.Fatalf("%s: lengths %d and %d: got %d, want %d", name, n, m, got, want)
				}
			}
		}
	}
}

func TestHiddenCommonEnds(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	for name, alphabet := range alphabets {
		for i := 0; i < 100; i++ {
			head, tail := randomText(random, random.Intn(80), alphabet), randomText(random, random.Intn(80), alphabet)
			a := head + randomText(random, random.Intn(4), alphabet) + tail
			b := head + randomText(random, random.Intn(4), alphabet) + tail
			if got, want := levenshtein.ComputeDistance(a, b), byTable(a, b); got != want {
				t.Fatalf("%s: %q and %q: got %d, want %d", name, a, b, got, want)
			}
		}
	}
	if got := levenshtein.ComputeDistance("aa", "aaa"); got != 1 {
		t.Errorf("overlapping ends: got %d, want 1", got)
	}
}

func TestHiddenNoUTF8(t *testing.T) {
	random := rand.New(rand.NewSource(4))
	for i := 0; i < 500; i++ {
		a, b := make([]byte, random.Intn(40)), make([]byte, random.Intn(40))
		random.Read(a)
		random.Read(b)
		if got, want := levenshtein.ComputeDistance(string(a), string(b)), byTable(string(a), string(b)); got != want {
			t.Fatalf("%q and %q: got %d, want %d", a, b, got, want)
		}
	}
	// Each wrong byte counts as the same code point.
	if got := levenshtein.ComputeDistance("a\xff", "a\xfe"); got != 0 {
		t.Errorf("got %d, want 0", got)
	}
	if got := levenshtein.ComputeDistance("\xe4\xb8", "\xe4\xb8\x96"); got != byTable("\xe4\xb8", "\xe4\xb8\x96") {
		t.Errorf("a beginning of a character: got %d", got)
	}
}

func TestHiddenEmpty(t *testing.T) {
	for _, s := range []string{"", "a", "世界", "\xff\xff", strings.Repeat("x", 1000)} {
		want := utf8.RuneCountInString(s)
		if got := levenshtein.ComputeDistance(s, ""); got != want {
			t.Errorf("%q and nothing: got %d, want %d", s, got, want)
		}
		if got := levenshtein.ComputeDistance("", s); got != want {
			t.Errorf("nothing and %q: got %d, want %d", s, got, want)
		}
	}
}

func TestHiddenConcurrentUse(t *testing.T) {
	var wait sync.WaitGroup
	for i := 0; i < 8; i++ {
		wait.Add(1)
		go func(seed int64) {
			defer wait.Done()
			random := rand.New(rand.NewSource(seed))
			for j := 0; j < 100; j++ {
				a, b := randomText(random, 70, alphabets["mixed"]), randomText(random, 40, alphabets["ASCII"])
				if got, want := levenshtein.ComputeDistance(a, b), byTable(a, b); got != want {
					t.Errorf("%q and %q: got %d, want %d", a, b, got, want)
					return
				}
			}
		}(int64(i))
	}
	wait.Wait()
}

func TestHiddenShortStringsAllocateNothing(t *testing.T) {
	n := testing.AllocsPerRun(10, func() {
		levenshtein.ComputeDistance("a short string", "another short one")
	})
	if n > 0 {
		t.Errorf("%v allocations", n)
	}
}
