// Chained hash table: a node, a key and a value allocated for every pair, read and written piece by piece.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"os"
)

const (
	bucketCount = 16384
	maxLength   = 1 << 20
)

type node struct {
	key, value []byte
	next       *node
}

var (
	buckets [bucketCount]*node
	in      = bufio.NewReader(os.Stdin)
	out     = bufio.NewWriter(os.Stdout)
)

func readExactly(to []byte) {
	if _, err := io.ReadFull(in, to); err != nil {
		os.Exit(1)
	}
}

func writeExactly(from []byte) {
	if _, err := out.Write(from); err != nil {
		os.Exit(1)
	}
}

func readInt() int32 {
	piece := make([]byte, 4)
	readExactly(piece)
	value := int32(binary.LittleEndian.Uint32(piece))
	if value < 0 {
		os.Exit(1)
	}
	return value
}

func writeInt(value int) {
	piece := make([]byte, 4)
	binary.LittleEndian.PutUint32(piece, uint32(value))
	writeExactly(piece)
}

func readText() []byte {
	length := readInt()
	if length > maxLength {
		os.Exit(1)
	}
	text := make([]byte, length)
	readExactly(text)
	return text
}

func bucketOf(key []byte) **node {
	hash := uint32(5381)
	for _, letter := range key {
		hash = hash*33 + uint32(letter)
	}
	return &buckets[hash%bucketCount]
}

func find(key []byte) *node {
	for each := *bucketOf(key); each != nil; each = each.next {
		if bytes.Equal(each.key, key) {
			return each
		}
	}
	return nil
}

func insert(key, value []byte) {
	if found := find(key); found != nil {
		found.value = value
		return
	}
	bucket := bucketOf(key)
	*bucket = &node{key: key, value: value, next: *bucket}
}

func answer(key []byte) {
	found := find(key)
	if found == nil {
		writeInt(0)
		return
	}
	writeInt(1)
	writeInt(len(found.value))
	writeExactly(found.value)
}

func main() {
	for n := readInt(); n > 0; n-- {
		key := readText()
		insert(key, readText())
	}
	for m := readInt(); m > 0; m-- {
		answer(readText())
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
