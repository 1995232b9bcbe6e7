// Why it is fast: rows lie in slots of eight bytes with open addressing, of which at most two thirds are
// full. Keys are looked up some at a time: their slots are loaded all at once, so that the misses of many
// overlap. Key 0 marks an empty slot, and its row is kept apart.
package main

import (
	"encoding/binary"
	"io"
	"math/bits"
	"os"
)

const (
	maxRows   = 500_000
	maxKeys   = 1_000_000
	maxShifts = 1000
	batch     = 64
	rowBytes  = 8
)

// A row is one number; the key is its lower half.
var (
	slots   []uint64
	shift   uint
	zero    uint64
	hasZero uint32 // 0 or 1
	piece   [1 << 16]byte
)

func readExactly(to []byte) {
	if _, err := io.ReadFull(os.Stdin, to); err != nil {
		os.Exit(1)
	}
}

func readNumbers(count int) []uint32 {
	numbers := make([]uint32, 0, count)
	for len(numbers) < count {
		bytes := piece[:min(len(piece), 4*(count-len(numbers)))]
		readExactly(bytes)
		for ; len(bytes) > 0; bytes = bytes[4:] {
			numbers = append(numbers, binary.LittleEndian.Uint32(bytes))
		}
	}
	return numbers
}

// Consecutive keys come to places far from each other, and keys that are alike in any bits as well.
func slotOf(key uint32) uint64 {
	wide := uint64(key)
	product := (wide ^ wide<<32) * 0x9e3779b97f4a7c15
	return (product ^ product<<29) >> (shift & 63)
}

func store(row uint64) {
	if uint32(row) == 0 {
		zero, hasZero = row, 1
		return
	}
	mask := uint64(len(slots) - 1)
	at := slotOf(uint32(row))
	for uint32(slots[at]) != 0 {
		at = (at + 1) & mask
	}
	slots[at] = row
}

// How many of the keys are there, and the sum of position times value.
func lookUp(keys []uint32, by uint32) (hits, sum uint32) {
	var places, found [batch]uint64
	mask := uint64(len(slots) - 1)
	position := uint32(0)
	for len(keys) > 0 {
		taken := keys[:min(batch, len(keys))]
		for i, key := range taken {
			places[i%batch] = slotOf(key + by)
		}
		for i := range taken {
			found[i%batch] = slots[places[i%batch]]
		}
		for i, key := range taken {
			key += by
			at, slot := places[i%batch], found[i%batch]
			for uint32(slot) != key && uint32(slot) != 0 {
				at = (at + 1) & mask
				slot = slots[at]
			}
			hit := uint32(0)
			if uint32(slot) == key {
				hit = 1
			}
			if key == 0 {
				slot, hit = zero, hasZero
			}
			hits += hit
			sum += uint32(slot>>32) & -hit * position
			position++
		}
		keys = keys[len(taken):]
	}
	return hits, sum
}

func main() {
	header := readNumbers(3)
	r, s, t := header[0], header[1], header[2]
	if r > maxRows || s > maxKeys || t > maxShifts {
		os.Exit(1)
	}
	width := max(4, bits.Len32(r+r/2))
	slots, shift = make([]uint64, 1<<width), uint(64-width)
	for left := rowBytes * int(r); left > 0; {
		rows := piece[:min(len(piece), left)]
		readExactly(rows)
		left -= len(rows)
		for ; len(rows) > 0; rows = rows[rowBytes:] {
			store(binary.LittleEndian.Uint64(rows))
		}
	}
	keys := readNumbers(int(s))
	var output []byte
	for _, by := range readNumbers(int(t)) {
		hits, sum := lookUp(keys, by)
		output = binary.LittleEndian.AppendUint32(output, hits)
		output = binary.LittleEndian.AppendUint32(output, sum)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
