// Game of life on a torus: a cell is one byte, and the neighbours of each are counted one by one.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const (
	maxSide        = 4096
	maxGenerations = 10_000
)

// The torus has no border: what is left of the first is the last.
func around(at, side int32) int32 {
	if at < 0 {
		return at + side
	}
	if at >= side {
		return at - side
	}
	return at
}

func neighbours(width, height int32, grid []byte, x, y int32) int {
	count := 0
	for j := int32(-1); j <= 1; j++ {
		for i := int32(-1); i <= 1; i++ {
			if i == 0 && j == 0 {
				continue
			}
			row, column := around(y+j, height), around(x+i, width)
			if grid[row*width+column] != 0 {
				count++
			}
		}
	}
	return count
}

func step(width, height int32, from, to []byte) {
	for y := int32(0); y < height; y++ {
		for x := int32(0); x < width; x++ {
			here := y*width + x
			count := neighbours(width, height, from, x, y)
			if count == 3 || count == 2 && from[here] != 0 {
				to[here] = 1
			} else {
				to[here] = 0
			}
		}
	}
}

func main() {
	in := bufio.NewReader(os.Stdin)
	var header struct{ Width, Height, Generations int32 }
	if binary.Read(in, binary.LittleEndian, &header) != nil {
		os.Exit(1)
	}
	width, height := header.Width, header.Height
	if width < 1 || width > maxSide || height < 1 || height > maxSide {
		os.Exit(1)
	}
	if header.Generations < 0 || header.Generations > maxGenerations {
		os.Exit(1)
	}
	now, next := make([]byte, width*height), make([]byte, width*height)
	if _, err := io.ReadFull(in, now); err != nil {
		os.Exit(1)
	}
	for t := int32(0); t < header.Generations; t++ {
		step(width, height, now, next)
		now, next = next, now
	}
	if _, err := os.Stdout.Write(now); err != nil {
		os.Exit(1)
	}
}
