// Huffman decoding by a table: fifteen bits say which symbol comes first, and how many bits it has.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const (
	longest  = 15
	maxN     = 8_000_000
	maxBytes = 15_000_000
)

type entry struct {
	symbol, length uint8
}

// For any bits: the symbol that they begin with, and the length of its code.
var table [1 << longest]entry

func fillTable(lengths []byte) {
	code := 0
	for length := 1; length <= longest; length++ {
		for symbol, wanted := range lengths {
			if int(wanted) == length {
				first := code << (longest - length)
				for i := range 1 << (longest - length) {
					table[first+i] = entry{uint8(symbol), wanted}
				}
				code++
			}
		}
		code *= 2
	}
}

func decode(stream, symbols []byte) {
	place := uint(0)
	for i := range symbols {
		at := stream[place/8 : place/8+3]
		bits := uint(at[0])<<16 | uint(at[1])<<8 | uint(at[2])
		found := table[bits>>(9-place%8)&(1<<longest-1)]
		symbols[i] = found.symbol
		place += uint(found.length)
	}
}

func main() {
	in := bufio.NewReader(os.Stdin)
	lengths := make([]byte, 256)
	var header [2]int32
	if _, err := io.ReadFull(in, lengths); err != nil {
		os.Exit(1)
	}
	if binary.Read(in, binary.LittleEndian, &header) != nil {
		os.Exit(1)
	}
	n, size := header[0], header[1]
	if n < 1 || n > maxN || size < 1 || size > maxBytes {
		os.Exit(1)
	}
	stream := make([]byte, size+2)
	if _, err := io.ReadFull(in, stream[:size]); err != nil {
		os.Exit(1)
	}
	symbols := make([]byte, n)
	fillTable(lengths)
	decode(stream, symbols)
	if _, err := os.Stdout.Write(symbols); err != nil {
		os.Exit(1)
	}
}
