// Why it is fast: all patterns are looked for in one pass. The three bytes at each place are hashed into a
// table, which rules out nearly all places, because no pattern begins that way; it stays in the nearest
// cache. The places that are left are compared with the patterns of the same hash, as two words under masks.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxPatterns = 2000
	maxText     = 5_000_000
	shortest    = 3
	longest     = 12
	spare       = 32
	hashBits    = 14
)

type pattern struct {
	first, last, firstMask, lastMask uint64 // the first 8 bytes, and those from the 8th on
	length, count, sum               uint32
	next                             int32 // of the same hash, counted from 1
}

var (
	input    []byte
	patterns []pattern
	begins   [1 << hashBits]int32 // the first pattern with a hash, counted from 1
)

func take(count int) []byte {
	if count > len(input) {
		os.Exit(1)
	}
	taken := input[:count]
	input = input[count:]
	return taken
}

func takeInt(least, most int) int {
	value := int(int32(binary.LittleEndian.Uint32(take(4))))
	if value < least || value > most {
		os.Exit(1)
	}
	return value
}

func hashOf(word uint32) uint32 {
	return (word << 8) * 0x9e3779b1 >> (32 - hashBits)
}

func addPattern() {
	length := int(take(1)[0])
	if length < shortest || length > longest {
		os.Exit(1)
	}
	var bytes, mask [16]byte
	copy(bytes[:], take(length))
	for i := range length {
		mask[i] = 255
	}
	word := binary.LittleEndian.Uint64
	hash := hashOf(uint32(word(bytes[:])))
	patterns = append(patterns, pattern{
		first: word(bytes[:]), last: word(bytes[8:]), firstMask: word(mask[:]), lastMask: word(mask[8:]),
		length: uint32(length), next: begins[hash],
	})
	begins[hash] = int32(len(patterns))
}

func compare(text []byte, i, n uint32, number int32) {
	first := binary.LittleEndian.Uint64(text[i:])
	last := binary.LittleEndian.Uint64(text[i+8:])
	for number > 0 {
		each := &patterns[number-1]
		differing := (first^each.first)&each.firstMask | (last^each.last)&each.lastMask
		if differing == 0 && i+each.length <= n {
			each.count++
			each.sum += i
		}
		number = each.next
	}
}

// Behind the n bytes of the text there are spare ones.
func search(text []byte, n uint32) {
	rest := text
	for i := uint32(0); i < n; i++ {
		if number := begins[hashOf(binary.LittleEndian.Uint32(rest))]; number > 0 {
			compare(text, i, n, number)
		}
		rest = rest[1:]
	}
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	input = append(input, make([]byte, spare)...)[:len(input)]
	for k := takeInt(0, maxPatterns); k > 0; k-- {
		addPattern()
	}
	n := takeInt(0, maxText)
	text := take(n)
	search(text[:n+spare:n+spare], uint32(n))
	var output []byte
	for _, each := range patterns {
		output = binary.LittleEndian.AppendUint32(output, each.count)
		output = binary.LittleEndian.AppendUint32(output, each.sum)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
