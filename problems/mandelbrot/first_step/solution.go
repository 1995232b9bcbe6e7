// Escape times of points of the Mandelbrot set in fixed-point numbers: point after point, step by step. A
// point that comes back to where it was before never gets out, so it is done.
package main

import (
	"bufio"
	"encoding/binary"
	"os"
)

const (
	maxPoints    = 1_000_000
	maxSteps     = 65_535
	fractionBits = 23
	border       = 4 << fractionBits
)

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func escapeTime(re, im int64, most int32) int32 {
	var x, y, keptX, keptY int64
	for steps := range most {
		xx, yy := x*x>>fractionBits, y*y>>fractionBits
		if xx+yy > border {
			return steps
		}
		y = x*y>>(fractionBits-1) + im
		x = xx - yy + re
		if x == keptX && y == keptY {
			return most
		}
		if steps&(steps-1) == 0 {
			keptX, keptY = x, y
		}
	}
	return most
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var header struct{ N, Most int32 }
	readExactly(in, &header)
	if header.N < 1 || header.N > maxPoints || header.Most < 1 || header.Most > maxSteps {
		os.Exit(1)
	}
	points := make([][2]int32, header.N)
	readExactly(in, points)
	times := make([]uint16, header.N)
	for i, point := range points {
		times[i] = uint16(escapeTime(int64(point[0]), int64(point[1]), header.Most))
	}
	if binary.Write(out, binary.LittleEndian, times) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
