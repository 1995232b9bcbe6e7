// The text lies in one slice; each edit moves all that is behind it.
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
)

const (
	insert = iota
	erase
)

var input []byte

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

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	output := slices.Clone(take(takeInt(0, maxText)))
	for m := takeInt(0, maxEdits); m > 0; m-- {
		kind, position, count := takeInt(insert, erase), takeInt(0, len(output)), takeInt(0, maxEdit)
		if kind == insert {
			output = slices.Insert(output, position, take(count)...)
		} else if position+count <= len(output) {
			output = slices.Delete(output, position, position+count)
		} else {
			os.Exit(1)
		}
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
