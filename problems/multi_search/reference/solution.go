// Each pattern is compared with the text at each place.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxPatterns = 2000
	maxText     = 5_000_000
	shortest    = 3
	longest     = 12
)

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

func takePattern() []byte {
	length := int(take(1)[0])
	if length < shortest || length > longest {
		os.Exit(1)
	}
	return take(length)
}

func search(text, pattern []byte) (count, sum uint32) {
	for i := 0; i+len(pattern) <= len(text); i++ {
		j := 0
		for j < len(pattern) && text[i+j] == pattern[j] {
			j++
		}
		if j == len(pattern) {
			count++
			sum += uint32(i)
		}
	}
	return count, sum
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	patterns := make([][]byte, takeInt(0, maxPatterns))
	for i := range patterns {
		patterns[i] = takePattern()
	}
	text := take(takeInt(0, maxText))
	var output []byte
	for _, pattern := range patterns {
		count, sum := search(text, pattern)
		output = binary.LittleEndian.AppendUint32(output, count)
		output = binary.LittleEndian.AppendUint32(output, sum)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
