// Reads all its input, whose first eight bytes say how many bytes to write, and writes as many.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

func main() {
	data, err := io.ReadAll(os.Stdin)
	if err != nil || len(data) < 8 {
		os.Exit(1)
	}
	left := int(binary.LittleEndian.Uint64(data))
	for left > 0 {
		put, err := os.Stdout.Write(data[:min(left, len(data))])
		if err != nil {
			os.Exit(1)
		}
		left -= put
	}
}
