// Where points lie: every edge is visited for every point, but computed with only if it is at its height.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const (
	maxVertices = 200_000
	maxPoints   = 500_000
)

const (
	outside byte = iota
	inside
	border
)

type point struct{ x, y int32 }

func readPoint(from io.Reader) point {
	var bytes [8]byte
	if _, err := io.ReadFull(from, bytes[:]); err != nil {
		os.Exit(1)
	}
	return point{int32(binary.LittleEndian.Uint32(bytes[:])), int32(binary.LittleEndian.Uint32(bytes[4:]))}
}

// Positive when c lies to the left of the way from a to b, 0 when all three lie on a line.
func turn(a, b, c point) int64 {
	return int64(b.x-a.x)*int64(c.y-a.y) - int64(b.y-a.y)*int64(c.x-a.x)
}

func between(value, a, b int32) bool {
	if a < b {
		return a <= value && value <= b
	}
	return b <= value && value <= a
}

func placeOf(here point, polygon []point) byte {
	place := outside
	a := polygon[len(polygon)-1]
	for _, b := range polygon {
		if (a.y < here.y && b.y < here.y) || (a.y > here.y && b.y > here.y) {
			a = b
			continue
		}
		side := turn(a, b, here)
		if side == 0 && between(here.x, a.x, b.x) && between(here.y, a.y, b.y) {
			return border
		}
		if (a.y > here.y) != (b.y > here.y) && (side > 0) == (b.y > a.y) {
			if place == inside {
				place = outside
			} else {
				place = inside
			}
		}
		a = b
	}
	return place
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	header := readPoint(in)
	vertices, points := header.x, header.y
	if vertices < 3 || vertices > maxVertices || points < 0 || points > maxPoints {
		os.Exit(1)
	}
	polygon := make([]point, vertices)
	for i := range polygon {
		polygon[i] = readPoint(in)
	}
	for ; points > 0; points-- {
		out.WriteByte(placeOf(readPoint(in), polygon))
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
