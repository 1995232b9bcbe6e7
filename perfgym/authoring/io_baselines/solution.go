// I/O baseline: read the whole input, whose first eight bytes are a count, and write that many bytes.
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
