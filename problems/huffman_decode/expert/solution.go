// Why it is fast: twelve bits at a time choose an entry that holds up to two symbols, so that no branch
// depends on the data; bits wait in a 64-bit word that is refilled by one load for three look-ups. Codes
// longer than twelve bits take a second table.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	symbolCount = 256
	longest     = 15
	peeked      = 12 // bits
	maxN        = 8_000_000
	maxBytes    = 15_000_000
	spare       = 64 // bytes behind both buffers, for whole words
)

type entry struct {
	symbols uint16 // the first one below
	count   uint8  // 0: the code is longer
	bits    uint8
}

var (
	one     [1 << longest]entry
	several [1 << peeked]entry
)

func fillTables(lengths []byte) {
	code := 0
	for length := 1; length <= longest; length++ {
		for symbol, wanted := range lengths {
			if int(wanted) != length {
				continue
			}
			first := code << (longest - length)
			for i := range 1 << (longest - length) {
				one[first+i] = entry{uint16(symbol), 1, uint8(length)}
			}
			code++
		}
		code *= 2
	}
	for i := range several {
		first := one[i<<(longest-peeked)]
		if first.count == 0 || first.bits > peeked {
			continue
		}
		second := one[i<<(longest-peeked)<<first.bits&(1<<longest-1)]
		if second.count > 0 && first.bits+second.bits <= peeked {
			first = entry{first.symbols | second.symbols<<8, 2, first.bits + second.bits}
		}
		several[i] = first
	}
}

func decode(stream []byte, n int) []byte {
	symbols := make([]byte, n+spare)
	word, valid, to := uint64(0), uint(0), 0
	for to < n {
		word |= binary.BigEndian.Uint64(stream) >> valid
		stream = stream[(63-valid)/8:]
		valid |= 56
		for range 3 {
			found := several[word>>(64-peeked)]
			if found.count == 0 {
				found = one[word>>(64-longest)]
			}
			binary.LittleEndian.PutUint16(symbols[to:], found.symbols)
			to += int(found.count)
			word <<= found.bits
			valid -= uint(found.bits)
		}
	}
	return symbols[:n]
}

func main() {
	var header [symbolCount + 8]byte
	if _, err := io.ReadFull(os.Stdin, header[:]); err != nil {
		os.Exit(1)
	}
	n := int32(binary.LittleEndian.Uint32(header[symbolCount:]))
	size := int32(binary.LittleEndian.Uint32(header[symbolCount+4:]))
	if n < 1 || n > maxN || size < 1 || size > maxBytes {
		os.Exit(1)
	}
	stream := make([]byte, size+spare)
	if _, err := io.ReadFull(os.Stdin, stream[:size]); err != nil {
		os.Exit(1)
	}
	fillTables(header[:symbolCount])
	if _, err := os.Stdout.Write(decode(stream, int(n))); err != nil {
		os.Exit(1)
	}
}
