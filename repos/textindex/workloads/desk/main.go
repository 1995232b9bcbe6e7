// Keeps an index up to date while it serves completions and passages.
//
// Input, strings being a uint32 length (little-endian) and bytes: operations to the end, each a byte and strings:
// + ID text, - ID, ? ID query, * prefix. Output: a line for each operation with what it returned, and the IDs
// that are left.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strings"

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
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	x := textindex.New(textindex.Options{StopWords: []string{"the", "of", "and", "se", "на"}, Stem: true})
	for len(in) > 0 {
		operation := in[0]
		in = in[1:]
		var answer string
		var err error
		switch operation {
		case '+':
			id := text()
			err = x.Add(id, text())
		case '-':
			err = x.Remove(text())
		case '?':
			id := text()
			answer, err = x.Snippet(id, text(), 12)
		case '*':
			answer = strings.Join(x.Suggest(text(), 8), " ")
		}
		if err != nil {
			answer = err.Error()
		}
		out.WriteString(answer)
		out.WriteByte('\n')
	}
	fmt.Fprintln(out, x.Len(), strings.Join(x.IDs(), " "), len(x.Terms()))
	if err := out.Flush(); err != nil {
		panic(err)
	}
}
