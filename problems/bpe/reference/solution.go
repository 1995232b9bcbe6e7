// Each word by itself: look up the merges of all pairs, join the pair of the lowest one, and begin again.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	letters   = 26
	maxMerges = 5000
	maxWords  = 500_000
	longest   = 16
)

type pair struct {
	left, right uint16
}

var (
	input  []byte
	merges = map[pair]uint16{} // and the token each makes
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

func takeWord() []uint16 {
	length := int(take(1)[0])
	if length < 1 || length > longest {
		os.Exit(1)
	}
	tokens := make([]uint16, length)
	for i, letter := range take(length) {
		if letter < 'a' || letter > 'z' {
			os.Exit(1)
		}
		tokens[i] = uint16(letter - 'a')
	}
	return tokens
}

// The pair of the lowest merge, and what it is joined to; 0 if there is none.
func lowestMerge(tokens []uint16) (lowest pair, joined uint16) {
	for i := 0; i+1 < len(tokens); i++ {
		each := pair{tokens[i], tokens[i+1]}
		if token, found := merges[each]; found && (joined == 0 || token < joined) {
			lowest, joined = each, token
		}
	}
	return lowest, joined
}

func join(tokens []uint16, wanted pair, joined uint16) []uint16 {
	kept := tokens[:0]
	for i := 0; i < len(tokens); i++ {
		if i+1 < len(tokens) && tokens[i] == wanted.left && tokens[i+1] == wanted.right {
			kept = append(kept, joined)
			i++
		} else {
			kept = append(kept, tokens[i])
		}
	}
	return kept
}

func encode(tokens []uint16) []uint16 {
	for {
		lowest, joined := lowestMerge(tokens)
		if joined == 0 {
			return tokens
		}
		tokens = join(tokens, lowest, joined)
	}
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	m := takeInt(0, maxMerges)
	for token := letters; token < letters+m; token++ {
		left, right := takeInt(0, token-1), takeInt(0, token-1)
		merges[pair{uint16(left), uint16(right)}] = uint16(token)
	}
	var output []byte
	for w := takeInt(0, maxWords); w > 0; w-- {
		for _, token := range encode(takeWord()) {
			output = binary.LittleEndian.AppendUint16(output, token)
		}
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
