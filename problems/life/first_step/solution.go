// Game of life on a torus: the rows above and below are found once for a row, not once for each cell.
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

func step(width, height int32, from, to []byte) {
	for y := int32(0); y < height; y++ {
		row := from[y*width : (y+1)*width]
		up, down := (y+height-1)%height, (y+1)%height
		above, below := from[up*width:(up+1)*width], from[down*width:(down+1)*width]
		into := to[y*width : (y+1)*width]
		left := len(row) - 1
		for x, here := range row {
			right := x + 1
			if right == len(row) {
				right = 0
			}
			count := above[left] + above[x] + above[right] + row[left] + row[right]
			count += below[left] + below[x] + below[right]
			into[x] = 0
			if count|here == 3 { // three, or two around a living cell
				into[x] = 1
			}
			left = x
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
