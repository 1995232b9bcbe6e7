// Radix sort on the bits: three passes of 11 bits over keys that order as unsigned integers, with all
// three histograms counted in the pass that makes the keys. No comparison, so no branch to mispredict;
// NaNs are split off first, which keeps their order.
package main

import (
	"encoding/binary"
	"io"
	"os"
	"unsafe"
)

const (
	maxN      = 10_000_000
	digitBits = 11
	digits    = 1 << digitBits
	passes    = 3
)

type histogram [digits]uint32

func bytesOf(words []uint32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), 4*len(words))
}

func isNaN(bits uint32) bool { return bits&0x7fffffff > 0x7f800000 }

// Flips negative numbers entirely and sets the sign bit of the others: unsigned order is float order.
func keyOf(bits uint32) uint32 { return bits ^ (uint32(int32(bits)>>31) | 0x80000000) }
func bitsOf(key uint32) uint32 { return key ^ ((key>>31 - 1) | 0x80000000) }
func third(key uint32) uint32  { return key >> (2 * digitBits) % digits }
func second(key uint32) uint32 { return key >> digitBits % digits }
func lowest(key uint32) uint32 { return key % digits }

// Keys of all numbers, in place, to the front; NaNs aside. Counts each digit.
func makeKeys(values []uint32, counts *[passes]histogram) (keys, nans []uint32) {
	numbers := 0
	for _, bits := range values {
		if isNaN(bits) {
			nans = append(nans, bits)
			continue
		}
		key := keyOf(bits)
		values[numbers] = key
		numbers++
		counts[0][lowest(key)]++
		counts[1][second(key)]++
		counts[2][third(key)]++
	}
	return values[:numbers], nans
}

func (h *histogram) startOffsets() {
	total := uint32(0)
	for digit, count := range h {
		h[digit] = total
		total += count
	}
}

func main() {
	var header [4]byte
	if _, err := io.ReadFull(os.Stdin, header[:]); err != nil {
		os.Exit(1)
	}
	n := int32(binary.LittleEndian.Uint32(header[:]))
	if n < 1 || n > maxN {
		os.Exit(1)
	}
	values, sorted := make([]uint32, n), make([]uint32, n)
	if _, err := io.ReadFull(os.Stdin, bytesOf(values)); err != nil {
		os.Exit(1)
	}
	var counts [passes]histogram
	keys, nans := makeKeys(values, &counts)
	for pass := range counts {
		counts[pass].startOffsets()
	}
	for _, key := range keys {
		place := &counts[0][lowest(key)]
		sorted[*place] = key
		*place++
	}
	for _, key := range sorted[:len(keys)] {
		place := &counts[1][second(key)]
		values[*place] = key
		*place++
	}
	for _, key := range values[:len(keys)] {
		place := &counts[2][third(key)]
		sorted[*place] = bitsOf(key)
		*place++
	}
	copy(sorted[len(keys):], nans)
	if _, err := os.Stdout.Write(bytesOf(sorted)); err != nil {
		os.Exit(1)
	}
}
