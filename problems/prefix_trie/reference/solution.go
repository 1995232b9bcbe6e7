// A trie of words: each node has a pointer for each letter and counts the words that pass it.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	letters     = 26
	longest     = 12
	maxWords    = 300_000
	maxPrefixes = 1_000_000
)

type node struct {
	child [letters]*node
	words int32
}

var input []byte

func take(count int) []byte {
	if count > len(input) {
		os.Exit(1)
	}
	taken := input[:count]
	input = input[count:]
	return taken
}

func takeInt(least, most int) int {
	value := int(int32(binary.LittleEndian.Uint32(take(4))))
	if value < least || value > most {
		os.Exit(1)
	}
	return value
}

func takeText() []byte {
	length := int(take(1)[0])
	text := take(length)
	if length < 1 || length > longest {
		os.Exit(1)
	}
	for _, letter := range text {
		if letter < 'a' || letter > 'z' {
			os.Exit(1)
		}
	}
	return text
}

func (root *node) add(word []byte) {
	here := root
	for _, letter := range word {
		child := &here.child[letter-'a']
		if *child == nil {
			*child = &node{}
		}
		here = *child
		here.words++
	}
}

func (root *node) count(prefix []byte) int32 {
	here := root
	for _, letter := range prefix {
		here = here.child[letter-'a']
		if here == nil {
			return 0
		}
	}
	return here.words
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	root := &node{}
	for n := takeInt(0, maxWords); n > 0; n-- {
		root.add(takeText())
	}
	var output []byte
	for q := takeInt(0, maxPrefixes); q > 0; q-- {
		output = binary.LittleEndian.AppendUint32(output, uint32(root.count(takeText())))
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
