// Why it is fast: the window is not kept sorted. Counters tell how often each value occurs in it, and how
// many values are smaller than the median. When a value leaves and another comes, the median moves by few
// values that occur; the next one is found in a set of bits with two levels.
package main

import (
	"encoding/binary"
	"io"
	"math/bits"
	"os"
)

const (
	mostValues = 4_000_000
	widest     = 65535
	wordCount  = 1024
)

var (
	counts [65536]uint16
	words  [wordCount]uint64      // values that occur
	groups [wordCount / 64]uint64 // words that are not 0
)

func put(value uint16) {
	counts[value]++
	words[value/64] |= 1 << (value % 64)
	groups[value/4096] |= 1 << (value / 64 % 64)
}

func take(value uint16) {
	if counts[value]--; counts[value] > 0 {
		return
	}
	if words[value/64] &^= 1 << (value % 64); words[value/64] == 0 {
		groups[value/4096] &^= 1 << (value / 64 % 64)
	}
}

// The largest value that occurs and is smaller; there is one.
func before(value uint16) uint16 {
	word := value / 64
	some := words[word] & (1<<(value%64) - 1)
	if some == 0 {
		group := word / 64
		filled := groups[group] & (1<<(word%64) - 1)
		for filled == 0 {
			group--
			filled = groups[group]
		}
		word = group*64 + uint16(bits.Len64(filled)) - 1
		some = words[word]
	}
	return word*64 + uint16(bits.Len64(some)) - 1
}

// The smallest value that occurs and is larger; there is one.
func after(value uint16) uint16 {
	word := value / 64
	some := words[word] & (^uint64(1) << (value % 64))
	if some == 0 {
		group := word / 64
		filled := groups[group] & (^uint64(1) << (word % 64))
		for filled == 0 {
			group++
			filled = groups[group]
		}
		word = group*64 + uint16(bits.TrailingZeros64(filled))
		some = words[word]
	}
	return word*64 + uint16(bits.TrailingZeros64(some))
}

func valueAt(values []byte, i int) uint16 {
	return binary.LittleEndian.Uint16(values[2*i:])
}

// Puts each median in the place of a value that has left.
func replaceAll(values []byte, n, width int) {
	for i := 0; i < width; i++ {
		put(valueAt(values, i))
	}
	median, smaller, half := uint16(0), 0, width/2
	for smaller+int(counts[median]) <= half {
		smaller += int(counts[median])
		median++
	}
	for i := 0; i < n-width; i++ {
		oldest, newest := valueAt(values, i), valueAt(values, i+width)
		binary.LittleEndian.PutUint16(values[2*i:], median)
		if newest < median {
			smaller++
		}
		if oldest < median {
			smaller--
		}
		put(newest)
		take(oldest)
		for smaller > half {
			median = before(median)
			smaller -= int(counts[median])
		}
		for smaller+int(counts[median]) <= half {
			smaller += int(counts[median])
			median = after(median)
		}
	}
	binary.LittleEndian.PutUint16(values[2*(n-width):], median)
}

func readExactly(to []byte) {
	if _, err := io.ReadFull(os.Stdin, to); err != nil {
		os.Exit(1)
	}
}

func main() {
	var header [8]byte
	readExactly(header[:])
	n := int(int32(binary.LittleEndian.Uint32(header[0:])))
	width := int(int32(binary.LittleEndian.Uint32(header[4:])))
	if n < 1 || n > mostValues || width < 1 || width > widest || width > n || width%2 == 0 {
		os.Exit(1)
	}
	values := make([]byte, 2*n)
	readExactly(values)
	replaceAll(values, n, width)
	if _, err := os.Stdout.Write(values[:2*(n-width+1)]); err != nil {
		os.Exit(1)
	}
}
