// Answers queries from an index of some hundred documents.
//
// Input, strings being a uint32 length (little-endian) and bytes: a byte that says whether to stem, a uint32
// number of documents and their texts, then for each query a byte with the most hits wanted and its text, to the
// end. Output: a line for each query with its error or its hits.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
	"strconv"

	"example.org/textindex"
)

var in []byte

func text() string {
	n := binary.LittleEndian.Uint32(in)
	s := string(in[4 : 4+n])
	in = in[4+n:]
	return s
}

func main() {
	var err error
	if in, err = io.ReadAll(bufio.NewReaderSize(os.Stdin, 1<<16)); err != nil {
		panic(err)
	}
	x := textindex.New(textindex.Options{StopWords: []string{"the", "of", "and", "se", "на"}, Stem: in[0] == 1})
	documents := int(binary.LittleEndian.Uint32(in[1:]))
	in = in[5:]
	for i := 0; i < documents; i++ {
		if err := x.Add(strconv.Itoa(i), text()); err != nil {
			panic(err)
		}
	}
	var out []byte
	for len(in) > 0 {
		limit := int(in[0])
		in = in[1:]
		hits, err := x.Search(text(), limit)
		if err != nil {
			out = append(out, err.Error()...)
		}
		for _, hit := range hits {
			out = append(out, hit.ID...)
			out = strconv.AppendInt(append(out, ':'), int64(hit.Score), 10)
			out = strconv.AppendInt(append(out, ':'), int64(hit.Terms), 10)
			out = append(out, ' ')
		}
		out = append(out, '\n')
	}
	if _, err := os.Stdout.Write(out); err != nil {
		panic(err)
	}
}
