// CRC of ranges of a text: a table of 256 entries, and each range from its first byte to its last.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"math"
	"os"
)

const (
	maxN      = 5_000_000
	maxRanges = 250_000
	maxLength = 4096
)

var (
	in    = bufio.NewReader(os.Stdin)
	table [256]uint32
)

func readExactly(to []byte) {
	if _, err := io.ReadFull(in, to); err != nil {
		os.Exit(1)
	}
}

func readNumber(most uint32) uint32 {
	var bytes [4]byte
	readExactly(bytes[:])
	number := binary.LittleEndian.Uint32(bytes[:])
	if number > most {
		os.Exit(1)
	}
	return number
}

func fillTable(polynomial uint32) {
	for i := range table {
		sum := uint32(i)
		for range 8 {
			if sum&1 == 1 {
				sum = sum>>1 ^ polynomial
			} else {
				sum >>= 1
			}
		}
		table[i] = sum
	}
}

func checksum(bytes []byte) uint32 {
	sum := uint32(math.MaxUint32)
	for _, b := range bytes {
		sum = table[byte(sum)^b] ^ sum>>8
	}
	return ^sum
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	fillTable(readNumber(math.MaxUint32))
	n := readNumber(maxN)
	text := make([]byte, n)
	readExactly(text)
	for ranges := readNumber(maxRanges); ranges > 0; ranges-- {
		start := readNumber(n)
		length := readNumber(maxLength)
		if length > n-start {
			os.Exit(1)
		}
		var sum [4]byte
		binary.LittleEndian.PutUint32(sum[:], checksum(text[start:start+length]))
		if _, err := out.Write(sum[:]); err != nil {
			os.Exit(1)
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
