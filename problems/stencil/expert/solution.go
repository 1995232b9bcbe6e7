// Why it is fast: rows are worked on in the order they lie in memory, each through slices of one length,
// so that no index is checked; what the left and the middle cell were is kept in registers.
package main

import (
	"encoding/binary"
	"io"
	"os"
	"unsafe"
)

const (
	maxSide       = 2048
	maxIterations = 1000
)

func readExactly(to []byte) {
	if _, err := io.ReadFull(os.Stdin, to); err != nil {
		os.Exit(1)
	}
}

func bytesOf(values []float32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(values))), 4*len(values))
}

// One row of averages, without its first and its last cell.
func average(above, row, below, to []float32) {
	n := len(to)
	above, row, below = above[:n], row[:n], below[:n]
	if n < 3 {
		return
	}
	left, here := row[0], row[1]
	for x := 2; x < n; x++ {
		right := row[x]
		to[x-1] = (above[x-1] + below[x-1] + left + right + here) / 5
		left, here = here, right
	}
}

func main() {
	var header [12]byte
	readExactly(header[:])
	width := int(int32(binary.LittleEndian.Uint32(header[0:])))
	height := int(int32(binary.LittleEndian.Uint32(header[4:])))
	iterations := int32(binary.LittleEndian.Uint32(header[8:]))
	if width < 1 || width > maxSide || height < 1 || height > maxSide {
		os.Exit(1)
	}
	if iterations < 0 || iterations > maxIterations {
		os.Exit(1)
	}
	now, next := make([]float32, width*height), make([]float32, width*height)
	readExactly(bytesOf(now))
	copy(next, now)
	for ; iterations > 0; iterations-- {
		for y := 1; y+1 < height; y++ {
			start := y * width
			average(now[start-width:start], now[start:start+width], now[start+width:start+2*width],
				next[start:start+width])
		}
		now, next = next, now
	}
	if _, err := os.Stdout.Write(bytesOf(now)); err != nil {
		os.Exit(1)
	}
}
