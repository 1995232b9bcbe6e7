// Builds an index, saves it, loads it again and lists its terms.
//
// Input, strings being a uint32 length (little-endian) and bytes: a byte that says whether to stem, a uint32
// number of stop words and the words, then IDs and texts of documents to the end. Output: SHA-256 of the saved
// index, of the index saved after loading, and of its terms; and a line for each document that was refused.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"os"

	"example.org/textindex"
)

var in []byte

func text() string {
	n := binary.LittleEndian.Uint32(in)
	s := string(in[4 : 4+n])
	in = in[4+n:]
	return s
}

func save(x *textindex.Index) []byte {
	var saved bytes.Buffer
	if _, err := x.Save(&saved); err != nil {
		panic(err)
	}
	return saved.Bytes()
}

func main() {
	var err error
	if in, err = io.ReadAll(bufio.NewReaderSize(os.Stdin, 1<<16)); err != nil {
		panic(err)
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	options := textindex.Options{Stem: in[0] == 1}
	stopWords := binary.LittleEndian.Uint32(in[1:])
	in = in[5:]
	for ; stopWords > 0; stopWords-- {
		options.StopWords = append(options.StopWords, text())
	}
	x := textindex.New(options)
	for len(in) > 0 {
		id, content := text(), text()
		if err := x.Add(id, content); err != nil {
			fmt.Fprintln(out, err)
		}
	}
	saved := save(x)
	fmt.Fprintf(out, "%d %x\n", len(saved), sha256.Sum256(saved))
	y, err := textindex.Load(bytes.NewReader(saved))
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(out, "%x\n", sha256.Sum256(save(y)))
	terms := sha256.New()
	for _, term := range y.Terms() {
		io.WriteString(terms, term)
		terms.Write([]byte{0})
	}
	fmt.Fprintf(out, "%d %x\n", y.Len(), terms.Sum(nil))
	if err := out.Flush(); err != nil {
		panic(err)
	}
}
