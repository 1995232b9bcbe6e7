// The text lies in one slice with a gap, which is moved to where an edit is.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxText  = 8_000_000
	maxEdits = 1_000_000
	maxEdit  = 64
)

const (
	insert = iota
	erase
)

var (
	input       []byte
	text        []byte
	gap, gapEnd int // the gap's first byte, and the first one behind it
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

func moveGap(position int) {
	if position < gap {
		start := gapEnd - (gap - position)
		copy(text[start:], text[position:gap])
		gapEnd = start
	} else {
		end := gapEnd + (position - gap)
		copy(text[gap:], text[gapEnd:end])
		gapEnd = end
	}
	gap = position
}

// Twice the room, with the gap at the end of what is before it.
func grow() {
	behind := text[gapEnd:]
	larger := make([]byte, 2*len(text))
	copy(larger, text[:gap])
	gapEnd = len(larger) - len(behind)
	copy(larger[gapEnd:], behind)
	text = larger
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	gap = takeInt(0, maxText)
	gapEnd = gap + maxEdit
	text = make([]byte, gapEnd)
	copy(text, take(gap))
	for m := takeInt(0, maxEdits); m > 0; m-- {
		length := len(text) - (gapEnd - gap)
		kind, position, count := takeInt(insert, erase), takeInt(0, length), takeInt(0, maxEdit)
		moveGap(position)
		if kind == insert {
			if gapEnd-gap < count {
				grow()
			}
			gap += copy(text[gap:], take(count))
		} else if position+count <= length {
			gapEnd += count
		} else {
			os.Exit(1)
		}
	}
	output := append(text[:gap], text[gapEnd:]...)
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
