// CRC of ranges of a text: eight tables, so that eight bytes of a range are done at a time.
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
	in     = bufio.NewReader(os.Stdin)
	tables [8][256]uint32 // what a byte makes of the sum, and that with more zero bytes behind it
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

func fillTables(polynomial uint32) {
	for i := range tables[0] {
		sum := uint32(i)
		for range 8 {
			if sum&1 == 1 {
				sum = sum>>1 ^ polynomial
			} else {
				sum >>= 1
			}
		}
		tables[0][i] = sum
	}
	for zeros := 1; zeros < 8; zeros++ {
		for i, sum := range tables[zeros-1] {
			tables[zeros][i] = tables[0][byte(sum)] ^ sum>>8
		}
	}
}

func checksum(bytes []byte) uint32 {
	sum := uint32(math.MaxUint32)
	for ; len(bytes) >= 8; bytes = bytes[8:] {
		low := binary.LittleEndian.Uint32(bytes) ^ sum
		high := binary.LittleEndian.Uint32(bytes[4:])
		sum = tables[7][byte(low)] ^ tables[6][byte(low>>8)] ^ tables[5][byte(low>>16)] ^ tables[4][low>>24]
		sum ^= tables[3][byte(high)] ^ tables[2][byte(high>>8)] ^ tables[1][byte(high>>16)] ^ tables[0][high>>24]
	}
	for _, b := range bytes {
		sum = tables[0][byte(sum)^b] ^ sum>>8
	}
	return ^sum
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	fillTables(readNumber(math.MaxUint32))
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
