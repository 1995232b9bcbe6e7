// Stack distances: a slice of the pages in order of their last use; the page that is used moves to the front.
package main

import (
	"encoding/binary"
	"io"
	"os"
	"slices"
)

const mostUses = 10_000_000

var recent []uint32

func use(id uint32) int32 {
	distance := slices.Index(recent, id)
	if distance < 0 {
		recent = slices.Insert(recent, 0, id)
		return -1
	}
	copy(recent[1:distance+1], recent)
	recent[0] = id
	return int32(distance)
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil || len(input) < 4 {
		os.Exit(1)
	}
	n, pages := int(int32(binary.LittleEndian.Uint32(input))), input[4:]
	if n < 1 || n > mostUses || len(pages) < 4*n {
		os.Exit(1)
	}
	var output []byte
	for i := 0; i < n; i++ {
		id := binary.LittleEndian.Uint32(pages[4*i:])
		output = binary.LittleEndian.AppendUint32(output, uint32(use(id)))
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
