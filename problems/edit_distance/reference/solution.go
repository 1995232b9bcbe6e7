// Edit distances: the whole table of each pair, row by row, in memory of its own.
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
	n, m := len(a), len(b)
	table := make([][]int32, n+1)
	for i := range table {
		table[i] = make([]int32, m+1)
		table[i][0] = int32(i)
	}
	for j := range table[0] {
		table[0][j] = int32(j)
	}
	for i := 1; i <= n; i++ {
		for j := 1; j <= m; j++ {
			replaced := table[i-1][j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			table[i][j] = min(table[i-1][j]+1, table[i][j-1]+1, replaced)
		}
	}
	return table[n][m]
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
