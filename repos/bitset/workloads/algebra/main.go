// Computes with sets: unions, intersections, differences, their sizes, and whether one set holds another.
//
// Input, little-endian: uint32 number of sets, for each a uint32 length in bits and its words as uint64; then
// operations of four uint16 each to the end: what to do, two operands, and where a new set goes. Output: a uvarint
// for each operation, and in the end the sets.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"

	"github.com/bits-and-blooms/bitset"
)

func truth(b bool) uint {
	if b {
		return 1
	}
	return 0
}

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
	var out []byte
	for ; len(in) > 0; in = in[8:] {
		a, b := sets[binary.LittleEndian.Uint16(in[2:])], sets[binary.LittleEndian.Uint16(in[4:])]
		to := &sets[binary.LittleEndian.Uint16(in[6:])]
		var result uint
		switch binary.LittleEndian.Uint16(in) {
		case 0:
			result = a.UnionCardinality(b)
		case 1:
			result = a.IntersectionCardinality(b)
		case 2:
			result = a.DifferenceCardinality(b)
		case 3:
			result = a.SymmetricDifferenceCardinality(b)
		case 4:
			*to = a.Union(b)
			result = (*to).Count()
		case 5:
			*to = a.Intersection(b)
			result = (*to).Len()
		case 6:
			*to = a.Difference(b)
			result = (*to).Count()
		case 7:
			*to = a.SymmetricDifference(b)
			result = (*to).Len()
		case 8:
			a.InPlaceUnion(b)
			result = a.Count()
		case 9:
			a.InPlaceIntersection(b)
			result = a.Count()
		case 10:
			a.InPlaceDifference(b)
			result = truth(a.Any())
		case 11:
			a.InPlaceSymmetricDifference(b)
			result = truth(a.None())
		case 12:
			*to = a.Complement()
			result = truth((*to).All())
		case 13:
			result = truth(a.IsSuperSet(b))
		case 14:
			result = truth(a.IsStrictSuperSet(b))
		case 15:
			*to = a.Clone()
			result = truth(a.Equal(*to))
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
