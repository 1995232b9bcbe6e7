// The most pairs of a folded string of bases: a second table has columns as rows, and two maxima do not wait
// for each other.
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

func mostPairs(bases []byte, table, turned [][]int32, i, j int) int32 {
	best := max(table[i+1][j], table[i][j-1])
	if j-i > between && isPair(bases[i], bases[j]) {
		best = max(best, table[i+1][j-1]+1)
	}
	row, column := table[i][:j], turned[j][1:j+1]
	other, k := best, i+1
	for ; k+1 < len(row) && k+1 < len(column); k += 2 {
		best = max(best, row[k]+column[k])
		other = max(other, row[k+1]+column[k+1])
	}
	if k < j {
		best = max(best, row[k]+column[k])
	}
	return max(best, other)
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
	table, turned := make([][]int32, n), make([][]int32, n) // table[i][j] and turned[j][i]: the bases i to j
	for i := range table {
		table[i], turned[i] = make([]int32, n), make([]int32, n)
	}
	for length := 2; length <= n; length++ {
		for i := 0; i+length <= n; i++ {
			j := i + length - 1
			table[i][j] = mostPairs(bases, table, turned, i, j)
			turned[j][i] = table[i][j]
		}
	}
	if binary.Write(out, binary.LittleEndian, table[0]) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
