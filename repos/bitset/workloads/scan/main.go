// Walks through sets, and uses them to give out free numbers.
//
// Input, little-endian: uint32 number of sets, for each a uint32 length in bits and its words as uint64; then
// operations of three uint32 each to the end: what to do, the set, and a place. Output: uvarints for each
// operation, and in the end the sets.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"

	"github.com/bits-and-blooms/bitset"
)

func main() {
	in, err := io.ReadAll(bufio.NewReaderSize(os.Stdin, 1<<16))
	if err != nil {
		panic(err)
	}
	sets := make([]*bitset.BitSet, binary.LittleEndian.Uint32(in))
	in = in[4:]
	for i := range sets {
		length := binary.LittleEndian.Uint32(in)
		words := make([]uint64, (length+63)/64)
		for j := range words {
			words[j] = binary.LittleEndian.Uint64(in[4+8*j:])
		}
		in = in[4+8*len(words):]
		sets[i] = bitset.FromWithLength(uint(length), words)
	}
	buffer := make([]uint, 256)
	out := make([]byte, 0, len(in))
	for ; len(in) > 0; in = in[12:] {
		set, place := sets[binary.LittleEndian.Uint32(in[4:])], uint(binary.LittleEndian.Uint32(in[8:]))
		var result uint
		switch binary.LittleEndian.Uint32(in) {
		case 0: // The members from a place on, one by one.
			n := 0
			for i, ok := set.NextSet(place); ok && n < 500; i, ok = set.NextSet(i + 1) {
				result = result*3 + i
				n++
			}
		case 1: // All members, many at a time.
			for i, found := set.NextSetMany(place, buffer); len(found) > 0; i, found = set.NextSetMany(i+1, buffer) {
				result = result*3 + found[0] ^ found[len(found)/2] ^ found[len(found)-1]<<7 + uint(len(found))
			}
		case 2: // Give out free numbers.
			for n := 0; n < 40; n++ {
				i, ok := set.NextClear(place)
				if !ok {
					result++
					break
				}
				set.Set(i)
				result = result*3 + i
			}
		case 3: // Take numbers back.
			for n := uint(0); n < 40; n++ {
				set.Clear(place + n*n)
			}
			result = set.Count()
		case 4: // The free places, one by one.
			n := 0
			for i, ok := set.NextClear(place); ok && n < 200; i, ok = set.NextClear(i + 1) {
				result = result*3 + i
				n++
			}
		case 5: // Turn a stretch over.
			if place < set.Len() {
				set.FlipRange(place, min(place+place/3, set.Len()))
			}
		}
		out = binary.AppendUvarint(out, uint64(result))
	}
	for _, set := range sets {
		for _, word := range set.Bytes() {
			out = binary.LittleEndian.AppendUint64(out, word)
		}
	}
	if _, err := os.Stdout.Write(out); err != nil {
		panic(err)
	}
}

func min(a, b uint) uint {
	if a < b {
		return a
	}
	return b
}
