// Measures and cuts short strings, as a table on a terminal does.
//
// Input, little-endian: uint32 number of cells, for each a byte with the widest it may be, for each a uint32
// length in bytes, and the texts. Output for each cell, as uvarints: its width, its number of grapheme
// clusters, and how many bytes and columns of it fit.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"

	"github.com/rivo/uniseg"
)

func cut(s string, limit int) (length, width int) {
	state := -1
	for rest := s; len(rest) > 0; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if width+w > limit {
			break
		}
		length += len(cluster)
		width += w
	}
	return length, width
}

func main() {
	in, err := io.ReadAll(bufio.NewReaderSize(os.Stdin, 1<<16))
	if err != nil {
		panic(err)
	}
	n := binary.LittleEndian.Uint32(in)
	limits := in[4 : 4+n]
	sizes := in[4+n : 4+5*n]
	texts := in[4+5*n:]
	var out []byte
	for i, limit := range limits {
		size := binary.LittleEndian.Uint32(sizes[4*i:])
		s := string(texts[:size])
		texts = texts[size:]
		length, width := cut(s, int(limit))
		out = binary.AppendUvarint(out, uint64(uniseg.StringWidth(s)))
		out = binary.AppendUvarint(out, uint64(uniseg.GraphemeClusterCount(s)))
		out = binary.AppendUvarint(out, uint64(length))
		out = binary.AppendUvarint(out, uint64(width))
	}
	if _, err := os.Stdout.Write(out); err != nil {
		panic(err)
	}
}
