// Why it is fast: there is no list. There is a bit for each use, which is set while it is the last use of its
// page, and a hash table knows the last use of each page; so the distance is the number of bits that are set
// after it. They are counted by a tree over blocks of a cache line, and by words in one block.
package main

import (
	"encoding/binary"
	"io"
	"math/bits"
	"os"
)

const (
	mostUses   = 10_000_000
	words      = 8 // of a block
	block      = 64 * words
	firstSlots = 4096
)

type slot struct {
	id   uint32
	time uint32 // of the last use, from 1 on; 0 is an empty slot
}

type table struct {
	slots []slot
	live  int
}

func (t *table) find(id uint32) *slot {
	slots := t.slots
	mask := uint32(len(slots) - 1)
	mixed := (id*0x9e3779b1 ^ id>>15) * 0x85ebca6b
	for i := mixed >> 8 & mask; ; i = (i + 1) & mask {
		if found := &slots[i]; found.time == 0 || found.id == id {
			return found
		}
	}
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]slot, 2*len(old))
	for _, each := range old {
		if each.time != 0 {
			*t.find(each.id) = each
		}
	}
}

// Notes a use; the time of the last one, or 0.
func (t *table) replace(id, time uint32) int {
	found := t.find(id)
	last := found.time
	*found = slot{id, time}
	if last == 0 {
		if t.live++; 2*t.live > len(t.slots) {
			t.grow()
		}
	}
	return int(last)
}

// A set of bits that can be counted.
type set struct {
	words []uint64
	tree  []int32 // sums of blocks, as in a Fenwick tree; its indices begin at 1
}

func newSet(count int) *set {
	blocks := count/block + 1
	return &set{make([]uint64, blocks*words), make([]int32, blocks+1)}
}

func (s *set) add(at int, change int32) {
	for i := at + 1; i < len(s.tree); i += i & -i {
		s.tree[i] += change
	}
}

// How many bits are set up to this one, which included.
func (s *set) countUpTo(bit int) int {
	count := 0
	for i := bit / block; i > 0; i &= i - 1 {
		count += int(s.tree[i])
	}
	for _, word := range s.words[bit/block*words : bit/64] {
		count += bits.OnesCount64(word)
	}
	return count + bits.OnesCount64(s.words[bit/64]<<(63-uint(bit)%64))
}

func (s *set) put(bit int) {
	s.words[bit/64] |= 1 << (uint(bit) % 64)
	s.add(bit/block, 1)
}

func (s *set) remove(bit int) {
	s.words[bit/64] &^= 1 << (uint(bit) % 64)
	s.add(bit/block, -1)
}

func main() {
	var header [4]byte
	if _, err := io.ReadFull(os.Stdin, header[:]); err != nil {
		os.Exit(1)
	}
	n := int(int32(binary.LittleEndian.Uint32(header[:])))
	if n < 1 || n > mostUses {
		os.Exit(1)
	}
	data := make([]byte, 4*n) // pages, and then their distances
	if _, err := io.ReadFull(os.Stdin, data); err != nil {
		os.Exit(1)
	}
	known, lastUses := table{slots: make([]slot, firstSlots)}, newSet(n)
	for now := 0; now < n; now++ {
		here := data[4*now : 4*now+4]
		last, distance := known.replace(binary.LittleEndian.Uint32(here), uint32(now+1)), -1
		if last > 0 {
			distance = known.live - lastUses.countUpTo(last-1)
			lastUses.remove(last - 1)
		}
		lastUses.put(now)
		binary.LittleEndian.PutUint32(here, uint32(distance))
	}
	if _, err := os.Stdout.Write(data); err != nil {
		os.Exit(1)
	}
}
