// Compares passages of text with later versions of them.
//
// Input: for each pair the two lengths in bytes, as uint32 (little-endian), and the two texts, to the end.
// Output: the distance of each pair, as a uvarint.
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
	var out []byte
	for len(in) > 0 {
		n, m := binary.LittleEndian.Uint32(in), binary.LittleEndian.Uint32(in[4:])
		a, b := string(in[8:8+n]), string(in[8+n:8+n+m])
		in = in[8+n+m:]
		out = binary.AppendUvarint(out, uint64(levenshtein.ComputeDistance(a, b)))
	}
	if _, err := os.Stdout.Write(out); err != nil {
		panic(err)
	}
}
