// Why it is fast: a map remembers which tokens a word becomes. For a word that is new, merges are looked up
// in a table of numbers, and only where a token has changed.
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
	slotBits  = 14
)

type slot struct {
	pair  uint32 // plus 1; 0: unused
	token uint16 // that it is joined to
}

var (
	input  []byte
	slots  [1 << slotBits]slot
	memory = map[string][]byte{} // word -> its tokens, as they are written
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

func tokensOf(word []byte) []byte {
	tokens := make([]uint16, len(word))
	for i, letter := range word {
		tokens[i] = uint16(letter - 'a')
	}
	var bytes []byte
	for _, token := range encode(tokens) {
		bytes = binary.LittleEndian.AppendUint16(bytes, token)
	}
	return bytes
}

// The pair's slot, or the unused one where it belongs.
func find(left, right uint16) *slot {
	pair := uint32(left)<<16 | uint32(right)
	at := pair * 2654435761 >> (32 - slotBits)
	for slots[at].pair != 0 && slots[at].pair != pair+1 {
		at = (at + 1) % (1 << slotBits)
	}
	return &slots[at]
}

func mergeOf(left, right uint16) uint16 {
	return find(left, right).token
}

// What each token and the next are joined to; 0 if they are not.
func update(found, tokens []uint16, changed uint16, all bool) {
	for i := range found {
		if all || tokens[i] == changed || tokens[i+1] == changed {
			found[i] = mergeOf(tokens[i], tokens[i+1])
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
		slot := find(uint16(left), uint16(right))
		slot.pair, slot.token = uint32(left<<16|right)+1, uint16(token)
	}
	output := make([]byte, 0, 2*len(input))
	for w := takeInt(0, maxWords); w > 0; w-- {
		length := int(take(1)[0])
		if length < 1 || length > longest {
			os.Exit(1)
		}
		word := take(length)
		tokens, found := memory[string(word)]
		if !found {
			tokens = tokensOf(word)
			memory[string(word)] = tokens
		}
		output = append(output, tokens...)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
