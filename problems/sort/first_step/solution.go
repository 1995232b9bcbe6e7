// The standard library's sort of integers: a key for each number, and its place to keep equal ones in order.
package main

import (
	"bufio"
	"encoding/binary"
	"os"
	"slices"
)

const maxN = 10_000_000

// A key whose order is that of the numbers: -0.0 before +0.0; NaNs last and all alike.
func key(bits uint32) uint32 {
	if bits&0x7fffffff > 0x7f800000 {
		return 0xffffffff
	}
	if bits&0x80000000 != 0 {
		return ^bits
	}
	return bits | 0x80000000
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var size int32
	if binary.Read(in, binary.LittleEndian, &size) != nil || size < 1 || size > maxN {
		os.Exit(1)
	}
	values, sorted, keys := make([]uint32, size), make([]uint32, size), make([]uint64, size)
	if binary.Read(in, binary.LittleEndian, values) != nil {
		os.Exit(1)
	}
	for i, bits := range values {
		keys[i] = uint64(key(bits))<<32 | uint64(i)
	}
	slices.Sort(keys)
	for i, one := range keys {
		sorted[i] = values[uint32(one)]
	}
	if binary.Write(out, binary.LittleEndian, sorted) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
