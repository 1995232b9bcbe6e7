// Repeated five-point averages on a grid: each sweep reads one grid and writes the other, row by row.
package main

import (
	"bufio"
	"encoding/binary"
	"os"
)

const (
	maxSide       = 2048
	maxIterations = 1000
)

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func sweep(width, height int, from, to []float32) {
	for y := 1; y+1 < height; y++ {
		up := from[(y-1)*width : y*width]
		row := from[y*width : (y+1)*width]
		down := from[(y+1)*width : (y+2)*width]
		out := to[y*width : (y+1)*width]
		for x := 1; x+1 < width; x++ {
			out[x] = (up[x] + down[x] + row[x-1] + row[x+1] + row[x]) / 5
		}
	}
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var header struct{ Width, Height, Iterations int32 }
	readExactly(in, &header)
	if header.Width < 1 || header.Width > maxSide || header.Height < 1 || header.Height > maxSide {
		os.Exit(1)
	}
	if header.Iterations < 0 || header.Iterations > maxIterations {
		os.Exit(1)
	}
	width, height := int(header.Width), int(header.Height)
	now, next := make([]float32, width*height), make([]float32, width*height)
	readExactly(in, now)
	copy(next, now) // the border is in both grids and never changes
	for i := int32(0); i < header.Iterations; i++ {
		sweep(width, height, now, next)
		now, next = next, now
	}
	if binary.Write(out, binary.LittleEndian, now) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
