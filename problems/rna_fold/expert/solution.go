// Why it is fast: the first base of a part is alone or has a partner, and only its possible partners are
// tried. Of these, only those matter whose pair gives more than any other fold of the bases from the first to
// the partner. They are few. Rows are made from the last base to the first, and from left to right: each
// partner that matters improves the rest of the row at once.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxN    = 1024
	between = 3
)

// Bits of the bases that a base pairs with, and its own bit.
var (
	partners = [256]uint8{'A': 8, 'C': 4, 'G': 2 | 8, 'U': 1 | 4}
	self     = [256]uint8{'A': 1, 'C': 2, 'G': 4, 'U': 8}
)

func improve(row, behind []int32, pairs int32) {
	behind = behind[:len(row)]
	for i, number := range row {
		row[i] = max(number, pairs+behind[i])
	}
}

func main() {
	var header [4]byte
	if _, err := io.ReadFull(os.Stdin, header[:]); err != nil {
		os.Exit(1)
	}
	n := int(int32(binary.LittleEndian.Uint32(header[:])))
	if n < 1 || n > maxN {
		os.Exit(1)
	}
	bases := make([]byte, n)
	if _, err := io.ReadFull(os.Stdin, bases); err != nil {
		os.Exit(1)
	}
	for _, base := range bases {
		if self[base] == 0 {
			os.Exit(1)
		}
	}
	table := make([]int32, (n+1)*n) // row i, column j: the bases i to j
	for i := n - 1; i >= 0; i-- {
		row, below := table[i*n:(i+1)*n], table[(i+1)*n:(i+2)*n]
		wanted := partners[bases[i]]
		copy(row[i+1:], below[i+1:])
		for j := i + between + 1; j < n; j++ {
			pairs := below[j-1] + 1
			if pairs <= row[j] || wanted&self[bases[j]] == 0 {
				continue
			}
			row[j] = pairs
			improve(row[j+1:], table[(j+1)*n+j+1:(j+2)*n], pairs)
		}
	}
	output := make([]byte, 0, 4*n)
	for _, number := range table[:n] {
		output = binary.LittleEndian.AppendUint32(output, uint32(number))
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
