// Takes values out of documents by paths.
//
// Input, strings being a uint32 length (little-endian) and bytes: a uint32 number of paths and the paths, then
// documents to the end, each after a byte with how many paths are asked of it and a uint32 for the first of them.
// Output: for each value its type, text, index and number.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"math"
	"os"

	"github.com/tidwall/gjson"
)

var in []byte

func number() int {
	n := binary.LittleEndian.Uint32(in)
	in = in[4:]
	return int(n)
}

func text() string {
	n := number()
	s := string(in[:n])
	in = in[n:]
	return s
}

func main() {
	var err error
	if in, err = io.ReadAll(bufio.NewReaderSize(os.Stdin, 1<<16)); err != nil {
		panic(err)
	}
	paths := make([]string, number())
	for i := range paths {
		paths[i] = text()
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	var scratch []byte
	for len(in) > 0 {
		count := int(in[0])
		in = in[1:]
		first := number()
		document := text()
		for i := 0; i < count; i++ {
			result := gjson.Get(document, paths[(first+i*7)%len(paths)])
			out.WriteByte('a' + byte(result.Type))
			value := result.String()
			if len(value) > 100 {
				value = value[:40] + value[len(value)-40:]
			}
			out.WriteString(value)
			scratch = binary.AppendUvarint(scratch[:0], uint64(result.Index))
			scratch = binary.AppendUvarint(scratch, uint64(len(result.Raw)))
			scratch = binary.AppendUvarint(scratch, uint64(len(result.Indexes)))
			scratch = binary.LittleEndian.AppendUint64(scratch, math.Float64bits(result.Num))
			out.Write(scratch)
		}
	}
	if err := out.Flush(); err != nil {
		panic(err)
	}
}
