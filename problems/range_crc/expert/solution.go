// Why it is fast: a CRC is linear. The sums of all beginnings of the text are computed once, in one pass. A
// range's sum is that of the beginning up to its end, combined by exclusive or with what the bytes before the
// range add to it: the sum of the beginning up to its start, followed by as many zero bytes as the range is
// long. Tables say what up to 63 zero bytes make of a sum, and what multiples of 64 do.
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
	step      = 64 // zero bytes
	steps     = maxLength/step + 1
	buffer    = 1 << 16
)

// What becomes of each byte of a sum, at its place.
type table [4][256]uint32

var (
	in        = bufio.NewReaderSize(os.Stdin, buffer)
	fewZeros  [step + 1]table
	manyZeros [steps]table
)

func readExactly(to []byte) {
	if _, err := io.ReadFull(in, to); err != nil {
		os.Exit(1)
	}
}

func number(bytes []byte, most uint32) uint32 {
	value := binary.LittleEndian.Uint32(bytes)
	if value > most {
		os.Exit(1)
	}
	return value
}

func readNumber(most uint32) uint32 {
	var bytes [4]byte
	readExactly(bytes[:])
	return number(bytes[:], most)
}

func (t *table) apply(sum uint32) uint32 {
	return t[0][byte(sum)] ^ t[1][byte(sum>>8)] ^ t[2][byte(sum>>16)] ^ t[3][sum>>24]
}

// Becomes what both tables do, one after the other.
func (t *table) combine(first, second *table) {
	for place := range t {
		for i, sum := range first[place] {
			t[place][i] = second.apply(sum)
		}
	}
}

func fillTables(polynomial uint32) {
	for place := range 4 {
		for i := range uint32(256) {
			fewZeros[0][place][i] = i << (8 * place)
			fewZeros[1][place][i] = i << (8 * place) >> 8
		}
	}
	manyZeros[0] = fewZeros[0]
	for i := range fewZeros[1][0] {
		sum := uint32(i)
		for range 8 {
			sum = sum>>1 ^ -(sum&1)&polynomial
		}
		fewZeros[1][0][i] = sum
	}
	for zeros := 2; zeros <= step; zeros++ {
		fewZeros[zeros].combine(&fewZeros[zeros-1], &fewZeros[1])
	}
	for i := 1; i < steps; i++ {
		manyZeros[i].combine(&manyZeros[i-1], &fewZeros[step])
	}
}

func main() {
	fillTables(readNumber(math.MaxUint32))
	n := readNumber(maxN)
	text, sums := make([]byte, n), make([]uint32, n+1)
	readExactly(text)
	next, sum := &fewZeros[1][0], uint32(0)
	after := sums[1:]
	for i, b := range text {
		sum = next[byte(sum)^b] ^ sum>>8
		after[i] = sum
	}
	ranges := readNumber(maxRanges)
	output := make([]byte, 0, 4*ranges)
	var limits [8]byte
	for ; ranges > 0; ranges-- {
		readExactly(limits[:])
		start, length := number(limits[:], n), number(limits[4:], maxLength)
		if length > n-start {
			os.Exit(1)
		}
		before := fewZeros[length%step].apply(^sums[start])
		sum := sums[start+length] ^ manyZeros[length/step].apply(before)
		output = binary.LittleEndian.AppendUint32(output, ^sum)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
