// A trie of words whose nodes come from blocks of a thousand and know their children by number.
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
	blockNodes  = 1 << 10
)

type node struct {
	child [letters]int32 // 0: there is none, since the root is nobody's child
	words int32
}

var (
	input  []byte
	blocks []*[blockNodes]node
	used   int32
)

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

func newNode() int32 {
	if used%blockNodes == 0 {
		blocks = append(blocks, new([blockNodes]node))
	}
	used++
	return used - 1
}

func at(number int32) *node {
	return &blocks[number/blockNodes][number%blockNodes]
}

func add(word []byte) {
	here := at(0)
	for _, letter := range word {
		child := &here.child[letter-'a']
		if *child == 0 {
			*child = newNode()
		}
		here = at(*child)
		here.words++
	}
}

func count(prefix []byte) int32 {
	here := at(0)
	for _, letter := range prefix {
		child := here.child[letter-'a']
		if child == 0 {
			return 0
		}
		here = at(child)
	}
	return here.words
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	newNode()
	for n := takeInt(0, maxWords); n > 0; n-- {
		add(takeText())
	}
	var output []byte
	for q := takeInt(0, maxPrefixes); q > 0; q-- {
		output = binary.LittleEndian.AppendUint32(output, uint32(count(takeText())))
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
