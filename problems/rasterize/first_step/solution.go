// Triangles with depth: in a triangle's box, a pixel's tests follow from its neighbour's by adding.
package main

import (
	"bufio"
	"encoding/binary"
	"math"
	"os"
)

const (
	maxSide      = 1024
	maxTriangles = 32767
)

type corner struct{ X, Y, Z int32 }

type picture struct {
	width, height int32
	depths        []int32
	fronts        []int16
}

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func side(a, b corner, x, y int32) int32 {
	return (b.X-a.X)*(y-a.Y) - (b.Y-a.Y)*(x-a.X)
}

func (all *picture) draw(a, b, c corner, triangle int16) {
	area := side(a, b, c.X, c.Y)
	if area == 0 {
		return
	}
	if area < 0 {
		b, c = c, b
		area = -area
	}
	left, right := max(0, min(a.X, b.X, c.X)), min(all.width-1, max(a.X, b.X, c.X))
	top, bottom := max(0, min(a.Y, b.Y, c.Y)), min(all.height-1, max(a.Y, b.Y, c.Y))
	for y := top; y <= bottom; y++ {
		p, q, r := side(b, c, left, y), side(c, a, left, y), side(a, b, left, y)
		for x := left; x <= right; x, p, q, r = x+1, p+b.Y-c.Y, q+c.Y-a.Y, r+a.Y-b.Y {
			if p < 0 || q < 0 || r < 0 {
				continue
			}
			sum := int64(p)*int64(a.Z) + int64(q)*int64(b.Z) + int64(r)*int64(c.Z)
			depth := int32(sum / int64(area))
			pixel := y*all.width + x
			if depth < all.depths[pixel] {
				all.depths[pixel] = depth
				all.fronts[pixel] = triangle
			}
		}
	}
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var header struct{ Width, Height, Triangles int32 }
	readExactly(in, &header)
	if header.Width < 1 || header.Width > maxSide || header.Height < 1 || header.Height > maxSide {
		os.Exit(1)
	}
	if header.Triangles < 0 || header.Triangles > maxTriangles {
		os.Exit(1)
	}
	pixels := header.Width * header.Height
	all := picture{header.Width, header.Height, make([]int32, pixels), make([]int16, pixels)}
	for i := range all.depths {
		all.depths[i] = math.MaxInt32
		all.fronts[i] = -1
	}
	triangles := make([][3]corner, header.Triangles)
	readExactly(in, triangles)
	for i, corners := range triangles {
		all.draw(corners[0], corners[1], corners[2], int16(i))
	}
	if binary.Write(out, binary.LittleEndian, all.fronts) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
