// Go's own map; values stay where they were read.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

var (
	table  = map[string][]byte{}
	input  []byte
	output []byte
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

func answer(key []byte) {
	value, found := table[string(key)]
	if !found {
		putInt(0)
		return
	}
	putInt(1)
	putInt(len(value))
	output = append(output, value...)
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	for n := takeInt(); n > 0; n-- {
		key := takeText()
		table[string(key)] = takeText()
	}
	for m := takeInt(); m > 0; m-- {
		answer(takeText())
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
