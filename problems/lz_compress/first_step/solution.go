// Greedy compression: every distance is tried, but most are ruled out by a single byte. Bytes are compared
// one by one only if the byte that would make the best match longer is equal.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const (
	maxN   = 1_000_000
	window = 4096
	least  = 3
	most   = 255
)

func commonLength(a, b []byte) int {
	length := 0
	for length < len(b) && a[length] == b[length] {
		length++
	}
	return length
}

// The longest match at a place, and the smallest distance where it is found.
func longestMatch(text []byte, place int) (length, distance int) {
	wanted := text[place:min(place+most, len(text))]
	for d := 1; d <= window && d <= place; d++ {
		if text[place-d+length] != wanted[length] {
			continue
		}
		if found := commonLength(text[place-d:], wanted); found > length {
			length, distance = found, d
			if length == len(wanted) {
				break
			}
		}
	}
	return length, distance
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var n int32
	if binary.Read(in, binary.LittleEndian, &n) != nil || n < 0 || n > maxN {
		os.Exit(1)
	}
	text := make([]byte, n)
	if _, err := io.ReadFull(in, text); err != nil {
		os.Exit(1)
	}
	for place := 0; place < len(text); {
		length, distance := longestMatch(text, place)
		if length >= least {
			out.Write([]byte{1, byte(distance % 256), byte(distance / 256), byte(length)})
			place += length
		} else {
			out.Write([]byte{0, text[place]})
			place++
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
