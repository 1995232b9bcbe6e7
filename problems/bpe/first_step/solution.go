// The merges of a word's pairs are looked up once, and again only where a token has changed.
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

// What each token and the next are joined to; 0 if they are not.
func update(found, tokens []uint16, changed uint16, all bool) {
	for i := range found {
		if all || tokens[i] == changed || tokens[i+1] == changed {
			found[i] = merges[pair{tokens[i], tokens[i+1]}]
		}
	}
}

func lowestOf(found []uint16) uint16 {
	lowest := uint16(0)
	for _, token := range found {
		if token != 0 && (lowest == 0 || token < lowest) {
			lowest = token
		}
	}
	return lowest
}

func encode(tokens []uint16) []uint16 {
	found := make([]uint16, len(tokens)-1, len(tokens))
	update(found, tokens, 0, true)
	for {
		joined := lowestOf(found)
		if joined == 0 {
			return tokens
		}
		kept, with := tokens[:0], append(found, 0)
		found = found[:0]
		for i := 0; i < len(tokens); i++ {
			if with[i] == joined {
				kept, found = append(kept, joined), append(found, 0)
				i++
			} else {
				kept, found = append(kept, tokens[i]), append(found, with[i])
			}
		}
		tokens, found = kept, found[:len(kept)-1]
		update(found, tokens, joined, false)
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
