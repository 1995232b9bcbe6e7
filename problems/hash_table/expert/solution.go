// Open addressing over the input itself: one read, one write, one table. A slot holds 32 bits of the hash
// and where the pair lies in the input, so that most probes touch one cache line, nothing is copied and
// the garbage collector has nothing to look at.
package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"math/bits"
	"os"
)

const (
	header      = 4       // bytes of a length
	spare       = 8       // bytes behind the input, so that a word can be read anywhere in it
	firstBuffer = 4 << 20 // bytes
)

type slot struct {
	tag    uint32 // upper half of the hash; the lower half chose the slot
	offset uint32 // of the key's length in the input, plus 1; 0 is an empty slot
}

type table struct {
	input    []byte // with the spare bytes
	position int
	slots    []slot
}

func readAll() []byte {
	input, size := make([]byte, firstBuffer), 0
	for {
		got, err := os.Stdin.Read(input[size : len(input)-spare])
		size += got
		if err == io.EOF {
			return input[:size+spare]
		}
		if err != nil {
			os.Exit(1)
		}
		if size == len(input)-spare {
			input = append(input, make([]byte, len(input))...)
		}
	}
}

func (t *table) intAt(offset int) int {
	return int(binary.LittleEndian.Uint32(t.input[offset:]))
}

func (t *table) takeInt() int {
	if len(t.input)-spare-t.position < header {
		os.Exit(1)
	}
	value := t.intAt(t.position)
	t.position += header
	return value
}

func (t *table) takeText() []byte {
	length := t.takeInt()
	if length > len(t.input)-spare-t.position {
		os.Exit(1)
	}
	t.position += length
	return t.input[t.position-length : t.position : len(t.input)]
}

func mix(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}

// The key is a part of the input, so that there are `spare` bytes behind it.
func hash(key []byte) uint64 {
	state, rest := 0x9e3779b97f4a7c15^uint64(len(key)), len(key)
	word := key[:len(key)+spare]
	for ; rest >= 8; rest -= 8 {
		state = mix(state^binary.LittleEndian.Uint64(word), 0xd6e8feb86659fd93)
		word = word[8:]
	}
	last := binary.LittleEndian.Uint64(word) & (1<<(8*uint(rest)) - 1)
	return mix(state^last, 0xa0761d6478bd642f)
}

// The key's slot, or the empty one where it belongs.
func (t *table) find(key []byte, hashed uint64) *slot {
	slots, tag := t.slots, uint32(hashed>>32)
	mask := uint64(len(slots) - 1)
	for i := hashed & mask; ; i = (i + 1) & mask {
		found := &slots[i]
		if found.offset == 0 {
			return found
		}
		if found.tag != tag {
			continue
		}
		start := int(found.offset) - 1
		if length := t.intAt(start); bytes.Equal(t.input[start+header:start+header+length], key) {
			return found
		}
	}
}

func (t *table) storePairs(n int) {
	for ; n > 0; n-- {
		offset := uint32(t.position)
		key := t.takeText()
		t.takeText()
		hashed := hash(key)
		*t.find(key, hashed) = slot{uint32(hashed >> 32), offset + 1}
	}
}

// All answers; a value with its length stands in the input as it is to be written.
func (t *table) answers(m int) []byte {
	out := make([]byte, 0, firstBuffer)
	for ; m > 0; m-- {
		key := t.takeText()
		found := t.find(key, hash(key))
		if found.offset == 0 {
			out = append(out, 0, 0, 0, 0)
			continue
		}
		start := int(found.offset) - 1
		value := start + header + t.intAt(start)
		out = append(out, 1, 0, 0, 0)
		out = append(out, t.input[value:value+header+t.intAt(value)]...)
	}
	return out
}

func main() {
	t := table{input: readAll()}
	n := t.takeInt()
	if n > len(t.input)/(2*header) {
		os.Exit(1)
	}
	t.slots = make([]slot, max(16, 1<<bits.Len(uint(2*n))))
	t.storePairs(n)
	if _, err := os.Stdout.Write(t.answers(t.takeInt())); err != nil {
		os.Exit(1)
	}
}
