package bitset_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"sync"
	"testing"

	"github.com/bits-and-blooms/bitset"
)

// pair is a set with its members as booleans.
type pair struct {
	set     *bitset.BitSet
	members []bool
}

func randomPair(random *rand.Rand, length int) pair {
	p := pair{bitset.New(uint(length)), make([]bool, length)}
	share := random.Intn(101)
	for i := range p.members {
		if random.Intn(100) < share {
			p.members[i] = true
			p.set.Set(uint(i))
		}
	}
	return p
}

func (p pair) at(i int) bool { return i < len(p.members) && p.members[i] }

var lengths = []int{1, 2, 63, 64, 65, 127, 128, 129, 200, 256, 257, 320, 449, 512}

func TestHiddenAlgebra(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for round := 0; round < 400; round++ {
		a := randomPair(random, lengths[random.Intn(len(lengths))])
		b := randomPair(random, lengths[random.Intn(len(lengths))])
		before := a.set.DumpAsBits() + b.set.DumpAsBits()
		n := len(a.members)
		if len(b.members) > n {
			n = len(b.members)
		}
		var union, intersection, difference, symmetric uint
		superset := true
		for i := 0; i < n; i++ {
			x, y := a.at(i), b.at(i)
			if x || y {
				union++
			}
			if x && y {
				intersection++
			}
			if x && !y {
				difference++
			}
			if x != y {
				symmetric++
			}
			if y && !x {
				superset = false
			}
			if got := a.set.Union(b.set).Test(uint(i)); round%20 == 0 && got != (x || y) {
				t.Fatalf("place %d of the union is %v", i, got)
			}
			if got := a.set.SymmetricDifference(b.set).Test(uint(i)); round%20 == 0 && got != (x != y) {
				t.Fatalf("place %d of the symmetric difference is %v", i, got)
			}
		}
		got := []uint{
			a.set.UnionCardinality(b.set), a.set.IntersectionCardinality(b.set),
			a.set.DifferenceCardinality(b.set), a.set.SymmetricDifferenceCardinality(b.set),
			a.set.Union(b.set).Count(), a.set.Intersection(b.set).Count(),
			a.set.Difference(b.set).Count(), a.set.SymmetricDifference(b.set).Count(),
		}
		want := []uint{union, intersection, difference, symmetric, union, intersection, difference, symmetric}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("lengths %d and %d: got %v, want %v", len(a.members), len(b.members), got, want)
			}
		}
		if a.set.IsSuperSet(b.set) != superset {
			t.Fatalf("lengths %d and %d: superset is %v", len(a.members), len(b.members), !superset)
		}
		if a.set.DumpAsBits()+b.set.DumpAsBits() != before {
			t.Fatal("an operand was changed")
		}
		for i, change := range []func(*bitset.BitSet){
			func(s *bitset.BitSet) { s.InPlaceUnion(b.set) },
			func(s *bitset.BitSet) { s.InPlaceIntersection(b.set) },
			func(s *bitset.BitSet) { s.InPlaceDifference(b.set) },
			func(s *bitset.BitSet) { s.InPlaceSymmetricDifference(b.set) },
		} {
			changed := a.set.Clone()
			change(changed)
			if changed.Count() != want[i] {
				t.Fatalf("operation %d in place: %d members, want %d", i, changed.Count(), want[i])
			}
		}
	}
}

func TestHiddenSupersetOfLongerSet(t *testing.T) {
	a, b := bitset.New(70).Set(3).Set(69), bitset.New(300).Set(3)
	if !a.IsSuperSet(b) {
		t.Error("the places behind the end count")
	}
	b.Set(299)
	if a.IsSuperSet(b) {
		t.Error("a member behind the end is missing")
	}
	// Bits behind the length of a set are no members of it.
	c := bitset.FromWithLength(10, []uint64{^uint64(0)})
	if c.IsSuperSet(bitset.New(20).Set(15)) {
		t.Error("a bit behind the length counts as a member")
	}
}

func TestHiddenWalks(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	for round := 0; round < 200; round++ {
		p := randomPair(random, lengths[random.Intn(len(lengths))])
		next := func(from int, member bool) (uint, bool) {
			for i := from; i < len(p.members); i++ {
				if p.members[i] == member {
					return uint(i), true
				}
			}
			return 0, false
		}
		for from := 0; from < len(p.members)+70; from++ {
			wantSet, okSet := next(from, true)
			if got, ok := p.set.NextSet(uint(from)); got != wantSet || ok != okSet {
				t.Fatalf("member from %d of %d: got %d %v, want %d %v", from, len(p.members), got, ok, wantSet, okSet)
			}
			wantClear, okClear := next(from, false)
			if got, ok := p.set.NextClear(uint(from)); got != wantClear || ok != okClear {
				t.Fatalf("free place from %d of %d: got %d %v, want %d %v", from, len(p.members), got, ok, wantClear, okClear)
			}
		}
		for _, capacity := range []int{0, 1, 3, 64, 1000} {
			buffer := make([]uint, capacity)
			at, n := 0, 0
			for i, found := p.set.NextSetMany(0, buffer); len(found) > 0; i, found = p.set.NextSetMany(i+1, buffer) {
				for _, got := range found {
					want, _ := next(at, true)
					if got != want {
						t.Fatalf("capacity %d: got %d, want %d", capacity, got, want)
					}
					at = int(got) + 1
					n++
				}
				if &found[0] != &buffer[0] || i != found[len(found)-1] {
					t.Fatal("another buffer, or another last member")
				}
			}
			if capacity > 0 && n != int(p.set.Count()) {
				t.Fatalf("capacity %d: %d of %d members", capacity, n, p.set.Count())
			}
		}
	}
}

func TestHiddenInsertAndDelete(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	for round := 0; round < 300; round++ {
		p := randomPair(random, lengths[random.Intn(len(lengths))])
		i := random.Intn(len(p.members))
		p.set.InsertAt(uint(i))
		members := append(append(append([]bool{}, p.members[:i]...), false), p.members[i:]...)
		for j, want := range members {
			if p.set.Test(uint(j)) != want {
				t.Fatalf("insert at %d of %d: place %d", i, len(p.members), j)
			}
		}
		j := random.Intn(len(members))
		p.set.DeleteAt(uint(j))
		members = append(members[:j], members[j+1:]...)
		for k, want := range members {
			if p.set.Test(uint(k)) != want {
				t.Fatalf("delete at %d of %d: place %d", j, len(p.members), k)
			}
		}
		if p.set.Len() != uint(len(members)) {
			t.Fatalf("length %d", p.set.Len())
		}
	}
}

func TestHiddenTexts(t *testing.T) {
	set := bitset.New(70).Set(0).Set(5).Set(64)
	if got := set.String(); got != "{0,5,64}" {
		t.Errorf("got %s", got)
	}
	if got, want := set.DumpAsBits(), strings.Repeat("0", 63)+"1."+strings.Repeat("0", 58)+"100001."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var empty bitset.BitSet
	if empty.String() != "{}" || empty.DumpAsBits() != "." || bitset.New(0).DumpAsBits() != "" {
		t.Error("an empty set is written otherwise")
	}
	large := bitset.New(300000).Complement()
	if got := large.String(); !strings.HasSuffix(got, ",262143,...}") {
		t.Errorf("a large set ends with %s", got[len(got)-30:])
	}
}

func TestHiddenSaving(t *testing.T) {
	random := rand.New(rand.NewSource(4))
	for _, length := range lengths {
		p := randomPair(random, length)
		binary, err := p.set.MarshalBinary()
		if err != nil || len(binary) != p.set.BinaryStorageSize() {
			t.Fatalf("length %d: %d bytes, %v", length, len(binary), err)
		}
		var stream bytes.Buffer
		if n, err := p.set.WriteTo(&stream); err != nil || n != int64(len(binary)) || !bytes.Equal(stream.Bytes(), binary) {
			t.Fatalf("length %d: WriteTo writes something else", length)
		}
		text, err := p.set.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		var fromBinary, fromStream, fromJSON, spaced bitset.BitSet
		if err := fromBinary.UnmarshalBinary(binary); err != nil {
			t.Fatal(err)
		}
		if n, err := fromStream.ReadFrom(&stream); err != nil || n != int64(len(binary)) {
			t.Fatal(n, err)
		}
		if err := fromJSON.UnmarshalJSON(text); err != nil {
			t.Fatal(err)
		}
		if err := spaced.UnmarshalJSON([]byte(" " + strings.Replace(string(text), "A", `\u0041`, 1))); err != nil {
			t.Fatal(err)
		}
		for i := range binary {
			binary[i] = 0xff
		}
		for _, got := range []*bitset.BitSet{&fromBinary, &fromStream, &fromJSON, &spaced} {
			if !got.Equal(p.set) {
				t.Fatalf("length %d: another set came back", length)
			}
		}
	}
}

func TestHiddenSavingErrors(t *testing.T) {
	var set bitset.BitSet
	for _, text := range []string{"", "3", `"`, `"%"`, `"AAA"`, `""`} {
		if err := set.UnmarshalJSON([]byte(text)); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
	if err := set.UnmarshalBinary([]byte{1, 2, 3}); err == nil {
		t.Error("three bytes: no error")
	}
	// Words that are missing at the end are empty.
	content, _ := bitset.New(200).Set(3).Set(150).MarshalBinary()
	if err := set.UnmarshalBinary(content[:16]); err != nil || set.Len() != 200 || set.Count() != 1 {
		t.Errorf("cut off: %v, length %d, %d members", err, set.Len(), set.Count())
	}
	full := errors.New("full")
	if _, err := bitset.New(10000).WriteTo(failing{full}); err != full {
		t.Errorf("got %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestHiddenReadersAtOnce(t *testing.T) {
	p := randomPair(rand.New(rand.NewSource(5)), 3000)
	results := make([]string, 8)
	var wait sync.WaitGroup
	for i := range results {
		wait.Add(1)
		go func(i int) {
			defer wait.Done()
			_, found := p.set.NextSetMany(7, make([]uint, 50))
			text, _ := p.set.MarshalJSON()
			results[i] = fmt.Sprint(p.set.Count(), p.set.String(), found, string(text), p.set.IsSuperSet(p.set))
		}(i)
	}
	wait.Wait()
	for _, result := range results {
		if result != results[0] {
			t.Fatal("readers got different results")
		}
	}
}
