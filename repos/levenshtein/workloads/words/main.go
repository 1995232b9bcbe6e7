// Compares pairs of words, as a spell checker does.
//
// Input, little-endian: uint32 number of words, for each a uint32 length in bytes, and the words; then pairs of
// uint32 indices of words, to the end. Output: the distance of each pair, as a uvarint.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"

	"github.com/agnivade/levenshtein"
)

func main() {
	in, err := io.ReadAll(bufio.NewReaderSize(os.Stdin, 1<<16))
	if err != nil {
		panic(err)
	}
	words := make([]string, binary.LittleEndian.Uint32(in))
	lengths := in[4:]
	in = lengths[4*len(words):]
	for i := range words {
		n := binary.LittleEndian.Uint32(lengths[4*i:])
		words[i] = string(in[:n])
		in = in[n:]
	}
	var out []byte
	for ; len(in) > 0; in = in[8:] {
		a, b := words[binary.LittleEndian.Uint32(in)], words[binary.LittleEndian.Uint32(in[4:])]
		out = binary.AppendUvarint(out, uint64(levenshtein.ComputeDistance(a, b)))
	}
	if _, err := os.Stdout.Write(out); err != nil {
		panic(err)
	}
}
