// Stack distances: a linked list of pages in order of last use; a page that is used moves to the front.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const mostUses = 10_000_000

type page struct {
	id   uint32
	next *page
}

var recent *page

func use(id uint32) int32 {
	link, distance := &recent, int32(0)
	for *link != nil && (*link).id != id {
		link = &(*link).next
		distance++
	}
	used := *link
	if used != nil {
		*link = used.next
	} else {
		used, distance = &page{id: id}, -1
	}
	used.next = recent
	recent = used
	return distance
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
