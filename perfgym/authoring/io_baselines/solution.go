// I/O baseline: read the whole input, whose first eight bytes are a count, and write that many bytes. All goes
// through one small buffer, because keeping the input costs page faults that a good program need not have.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

var buffer [1 << 16]byte

func main() {
	if _, err := io.ReadFull(os.Stdin, buffer[:8]); err != nil {
		os.Exit(1)
	}
	left := binary.LittleEndian.Uint64(buffer[:])
	for {
		_, err := os.Stdin.Read(buffer[:])
		if err == io.EOF {
			break
		}
		if err != nil {
			os.Exit(1)
		}
	}
	for left > 0 {
		put, err := os.Stdout.Write(buffer[:min(left, uint64(len(buffer)))])
		if err != nil {
			os.Exit(1)
		}
		left -= uint64(put)
	}
}
