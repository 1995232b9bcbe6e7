// Chained hash table: a node, a key and a value allocated for every pair. The number of buckets never grows,
// so that chains get long, and every chain is walked node by node.
package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"os"
)

const bucketCount = 32

type node struct {
	key, value []byte
	next       *node
}

var (
	buckets [bucketCount]*node
	input   []byte
	output  []byte
)

func take(count int) []byte {
	if count > len(input) {
		os.Exit(1)
	}
	taken := input[:count]
	input = input[count:]
	return taken
}

func takeInt() int {
	value := int32(binary.LittleEndian.Uint32(take(4)))
	if value < 0 {
		os.Exit(1)
	}
	return int(value)
}

func takeText() []byte {
	return take(takeInt())
}

func putInt(value int) {
	output = binary.LittleEndian.AppendUint32(output, uint32(value))
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
		found.value = bytes.Clone(value)
		return
	}
	bucket := bucketOf(key)
	*bucket = &node{key: bytes.Clone(key), value: bytes.Clone(value), next: *bucket}
}

func answer(key []byte) {
	found := find(key)
	if found == nil {
		putInt(0)
		return
	}
	putInt(1)
	putInt(len(found.value))
	output = append(output, found.value...)
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	for n := takeInt(); n > 0; n-- {
		key := takeText()
		insert(key, takeText())
	}
	for m := takeInt(); m > 0; m-- {
		answer(takeText())
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
