// Why it is fast: the text lies in pieces of at most a kilobyte, so that an edit moves some hundred bytes.
// The piece of a position is found in two steps: by the sums of the lengths of 32 pieces each, and then by
// the lengths of these pieces.
package main

import (
	"encoding/binary"
	"io"
	"os"
	"slices"
)

const (
	maxText  = 8_000_000
	maxEdits = 1_000_000
	maxEdit  = 64
	room     = 1024 // bytes of a piece
	full     = 512  // bytes that a piece has at first
	group    = 32   // pieces
)

const (
	insert = iota
	erase
)

var (
	input   []byte
	pieces  []*[room]byte // in the order of the text
	lengths []int32
	sums    []int32 // of the lengths of a group
	length  int     // of the text
)

func take(count int) []byte {
	if count > len(input) {
		os.Exit(1)
	}
	taken := input[:count]
	input = input[count:]
	return taken
}

func takeInt(least, most int) int {
	value := int(int32(binary.LittleEndian.Uint32(take(4))))
	if value < least || value > most {
		os.Exit(1)
	}
	return value
}

func appendPiece(bytes []byte) {
	piece := new([room]byte)
	copy(piece[:], bytes)
	pieces, lengths = append(pieces, piece), append(lengths, int32(len(bytes)))
}

func sumFrom(first int) {
	sums = sums[:first]
	for start := first * group; start < len(lengths); start += group {
		sum := int32(0)
		for _, each := range lengths[start:min(start+group, len(lengths))] {
			sum += each
		}
		sums = append(sums, sum)
	}
}

// The first piece that ends at or behind a position, and the position within it.
func find(position int) (piece, within int) {
	left, first := int32(position), 0
	for first+1 < len(sums) && left > sums[first] {
		left -= sums[first]
		first++
	}
	piece = first * group
	for piece+1 < len(lengths) && left > lengths[piece] {
		left -= lengths[piece]
		piece++
	}
	return piece, int(left)
}

func split(at int) {
	half := lengths[at] / 2
	piece := new([room]byte)
	count := copy(piece[:], pieces[at][half:lengths[at]])
	pieces = slices.Insert(pieces, at+1, piece)
	lengths = slices.Insert(lengths, at+1, int32(count))
	lengths[at] = half
	sumFrom(at / group)
}

func insertBytes(position int, bytes []byte) {
	at, within := find(position)
	if int(lengths[at])+len(bytes) > room {
		split(at)
		at, within = find(position)
	}
	piece := pieces[at]
	copy(piece[within+len(bytes):], piece[within:lengths[at]])
	copy(piece[within:], bytes)
	lengths[at] += int32(len(bytes))
	sums[at/group] += int32(len(bytes))
	length += len(bytes)
}

func eraseBytes(position, count int) {
	at, within := find(position)
	for left := count; left > 0; at, within = at+1, 0 {
		piece := pieces[at][:lengths[at]]
		here := min(left, len(piece)-within)
		copy(piece[within:], piece[within+here:])
		lengths[at] -= int32(here)
		sums[at/group] -= int32(here)
		left -= here
	}
	length -= count
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	length = takeInt(0, maxText)
	text := take(length)
	for start := 0; start < max(1, length); start += full {
		appendPiece(text[start:min(start+full, length)])
	}
	sumFrom(0)
	for m := takeInt(0, maxEdits); m > 0; m-- {
		kind, position, count := takeInt(insert, erase), takeInt(0, length), takeInt(0, maxEdit)
		if kind == insert {
			insertBytes(position, take(count))
		} else if position+count <= length {
			eraseBytes(position, count)
		} else {
			os.Exit(1)
		}
	}
	output := make([]byte, 0, length)
	for i, piece := range pieces {
		output = append(output, piece[:lengths[i]]...)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
