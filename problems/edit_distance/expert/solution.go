// Why it is fast: Myers' algorithm keeps a column of the table as differences of neighbouring cells, which
// are -1, 0 or 1, in two bits each, so that a step makes 64 cells by a few operations on words. The table is
// made in stripes of 64 rows, whose two words stay in registers; what goes over to the next stripe is kept
// for each column.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const (
	maxPairs   = 1_000_000
	maxLength  = 2000
	stripeRows = 64
	buffer     = 1 << 16 // bytes
)

// What a cell has more than its left neighbour: 1 for one more, 2 for one less, 0 for the same.
type differences [maxLength]uint8

var (
	matches [256]uint64 // where a letter stands in the stripe; zeros between stripes
	below   differences // of the last row made
)

func readExactly(from *bufio.Reader, to []byte) {
	if _, err := io.ReadFull(from, to); err != nil {
		os.Exit(1)
	}
}

func number(bytes []byte, most int32) int {
	value := int32(binary.LittleEndian.Uint32(bytes))
	if value < 0 || value > most {
		os.Exit(1)
	}
	return int(value)
}

// The next rows of the table, one a letter of the stripe.
func stripe(letters, row []byte, carried []uint8) {
	for i, letter := range letters {
		matches[letter] |= 1 << i
	}
	last := uint(len(letters)-1) & (stripeRows - 1)
	rises, falls := ^uint64(0), uint64(0)
	carried = carried[:len(row)]
	for j, letter := range row {
		riseIn, fallIn := uint64(carried[j]&1), uint64(carried[j]>>1)
		verticalOrMatch, matched := matches[letter]|falls, matches[letter]|fallIn
		horizontal := (((matched & rises) + rises) ^ rises) | matched
		rise, fall := falls|^(horizontal|rises), rises&horizontal
		carried[j] = uint8(rise>>last&1 | fall>>last&1<<1)
		rise, fall = rise<<1|riseIn, fall<<1|fallIn
		rises = fall | ^(verticalOrMatch | rise)
		falls = rise & verticalOrMatch
	}
	for _, letter := range letters {
		matches[letter] = 0
	}
}

func words(letters []byte) int {
	return (len(letters) + stripeRows - 1) / stripeRows
}

func distance(column, row []byte) int {
	if words(row)*len(column) < words(column)*len(row) {
		column, row = row, column
	}
	carried, found := below[:len(row)], len(column)
	for j := range carried {
		carried[j] = 1
	}
	for ; len(column) > 0; column = column[min(stripeRows, len(column)):] {
		stripe(column[:min(stripeRows, len(column))], row, carried)
	}
	for _, difference := range carried {
		found += int(difference&1) - int(difference>>1)
	}
	return found
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, buffer)
	var header [8]byte
	var both [2 * maxLength]byte
	readExactly(in, header[:4])
	pairs := number(header[:], maxPairs)
	distances := make([]byte, 0, 4*pairs)
	for ; pairs > 0; pairs-- {
		readExactly(in, header[:])
		n, m := number(header[:], maxLength), number(header[4:], maxLength)
		readExactly(in, both[:n+m])
		distances = binary.LittleEndian.AppendUint32(distances, uint32(distance(both[:n], both[n:n+m])))
	}
	if _, err := os.Stdout.Write(distances); err != nil {
		os.Exit(1)
	}
}
