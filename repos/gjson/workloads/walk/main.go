// Checks documents and walks through all of their values.
//
// Input: documents to the end, each a uint32 length (little-endian) and bytes. Output: for each document the SHA-256 of
// whether it is valid and what was met on the way.
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"math"
	"os"
	"sort"

	"github.com/tidwall/gjson"
)

var out []byte

func walk(value gjson.Result) {
	out = append(out, 'a'+byte(value.Type))
	switch {
	case value.IsObject():
		last := ""
		value.ForEach(func(key, member gjson.Result) bool {
			last = key.Str
			out = binary.AppendUvarint(append(out, last...), uint64(key.Index))
			walk(member)
			return true
		})
		found := value.Get(last)
		out = binary.AppendUvarint(binary.AppendUvarint(out, uint64(found.Index)), uint64(len(found.Raw)))
	case value.IsArray():
		for _, element := range value.Array() {
			out = binary.AppendUvarint(out, uint64(element.Index))
			walk(element)
		}
	case value.Type == gjson.String:
		out = append(binary.AppendUvarint(out, uint64(len(value.Raw))), value.Str...)
	case value.Type == gjson.Number:
		out = binary.AppendUvarint(binary.AppendVarint(out, value.Int()), math.Float64bits(value.Num))
	}
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<16)
	buffered := bufio.NewWriterSize(os.Stdout, 1<<16)
	var size [4]byte
	for n := 0; ; n++ {
		if _, err := io.ReadFull(in, size[:]); err == io.EOF {
			break
		} else if err != nil {
			panic(err)
		}
		document := make([]byte, binary.LittleEndian.Uint32(size[:]))
		if _, err := io.ReadFull(in, document); err != nil {
			panic(err)
		}
		out = out[:0]
		if gjson.ValidBytes(document) {
			out = append(out, 'v')
		}
		value := gjson.ParseBytes(document)
		walk(value)
		if n%4 == 0 && value.IsObject() {
			members := value.Map()
			keys := make([]string, 0, len(members))
			for key := range members {
				keys = append(keys, key)
			}
			sort.Strings(keys)
			for _, key := range keys {
				out = binary.AppendUvarint(append(out, key...), uint64(len(members[key].Raw)))
			}
		}
		digest := sha256.Sum256(out)
		if _, err := buffered.Write(digest[:8]); err != nil {
			panic(err)
		}
	}
	if err := buffered.Flush(); err != nil {
		panic(err)
	}
}
