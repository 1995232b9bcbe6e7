// The most pairs of a folded string of bases: a table of all its parts, from the shortest to the longest.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"os"
)

const (
	maxN    = 1024
	between = 3
)

func isPair(a, b byte) bool {
	switch a {
	case 'A':
		return b == 'U'
	case 'C':
		return b == 'G'
	case 'G':
		return b == 'C' || b == 'U'
	default:
		return b == 'A' || b == 'G'
	}
}

func mostPairs(bases []byte, table [][]int32, i, j int) int32 {
	best := max(table[i+1][j], table[i][j-1])
	if j-i > between && isPair(bases[i], bases[j]) {
		best = max(best, table[i+1][j-1]+1)
	}
	for k := i + 1; k < j; k++ {
		best = max(best, table[i][k]+table[k+1][j])
	}
	return best
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var header int32
	if binary.Read(in, binary.LittleEndian, &header) != nil || header < 1 || header > maxN {
		os.Exit(1)
	}
	n := int(header)
	bases := make([]byte, n)
	if _, err := io.ReadFull(in, bases); err != nil {
		os.Exit(1)
	}
	for _, base := range bases {
		if bytes.IndexByte([]byte("ACGU"), base) < 0 {
			os.Exit(1)
		}
	}
	table := make([][]int32, n) // row i, column j: the bases i to j
	for i := range table {
		table[i] = make([]int32, n)
	}
	for length := 2; length <= n; length++ {
		for i := 0; i+length <= n; i++ {
			j := i + length - 1
			table[i][j] = mostPairs(bases, table, i, j)
		}
	}
	if binary.Write(out, binary.LittleEndian, table[0]) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
