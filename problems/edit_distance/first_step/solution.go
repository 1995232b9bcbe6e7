// Edit distances: a single row of the table, whose last cells stay in variables.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const (
	maxPairs  = 1_000_000
	maxLength = 2000
)

func readExactly(from *bufio.Reader, bytes int) []byte {
	data := make([]byte, bytes)
	if _, err := io.ReadFull(from, data); err != nil {
		os.Exit(1)
	}
	return data
}

func readNumber(from *bufio.Reader, most int32) int {
	number := int32(binary.LittleEndian.Uint32(readExactly(from, 4)))
	if number < 0 || number > most {
		os.Exit(1)
	}
	return int(number)
}

func distance(a, b []byte) int32 {
	row := make([]int32, len(b)+1)
	for j := range row {
		row[j] = int32(j)
	}
	for i, letter := range a {
		diagonal, left := int32(i), int32(i+1)
		row[0] = left
		below := row[1:]
		for j, other := range b {
			above := below[j]
			if letter != other {
				diagonal++
			}
			left = min(above+1, left+1, diagonal)
			below[j] = left
			diagonal = above
		}
	}
	return row[len(b)]
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	for pairs := readNumber(in, maxPairs); pairs > 0; pairs-- {
		n, m := readNumber(in, maxLength), readNumber(in, maxLength)
		a := readExactly(in, n)
		b := readExactly(in, m)
		if binary.Write(out, binary.LittleEndian, distance(a, b)) != nil {
			os.Exit(1)
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
