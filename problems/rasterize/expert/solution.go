// Why it is fast: where a triangle begins and ends in a row is computed, so that only pixels that it covers
// are visited. Instead of a division, a sum is multiplied by a reciprocal. One half is added to the sum
// before, so that no product is so near a whole number that rounding could change the result. Depth and
// number make one key, and the least key is in front.
package main

import (
	"encoding/binary"
	"io"
	"math"
	"os"
)

const (
	maxSide      = 1024
	maxTriangles = 32767
	numberBits   = 15
	cornerBytes  = 12
)

type corner struct{ x, y, z int32 }

// Covers x where value + step * x is at least 0.
type edge struct {
	value, step, nextRow int32
	reciprocal           float64 // of the step's size
}

type picture struct {
	width, height int32
	keys          []int32
}

func readExactly(bytes []byte) {
	if _, err := io.ReadFull(os.Stdin, bytes); err != nil {
		os.Exit(1)
	}
}

func cornerAt(bytes []byte) corner {
	number := func(i int) int32 { return int32(binary.LittleEndian.Uint32(bytes[4*i:])) }
	return corner{number(0), number(1), number(2)}
}

func side(a, b corner, x, y int32) int32 {
	return (b.x-a.x)*(y-a.y) - (b.y-a.y)*(x-a.x)
}

func edgeOf(a, b corner, y int32) edge {
	step := a.y - b.y
	return edge{side(a, b, 0, y), step, b.x - a.x, 1 / float64(max(step, -step))}
}

// Leaves of a row only what is on the right side of an edge.
func (each *edge) narrow(left, right int32) (int32, int32) {
	switch {
	case each.step > 0 && each.value < 0:
		left = max(left, 1+int32((-float64(each.value)-0.5)*each.reciprocal))
	case each.step < 0 && each.value >= 0:
		right = min(right, int32((float64(each.value)+0.5)*each.reciprocal))
	case each.value < 0:
		right = -1
	}
	each.value += each.nextRow
	return left, right
}

func fill(pixels []int32, sum, step, reciprocal float64, number int32) {
	for i, key := range pixels {
		pixels[i] = min(key, int32((sum+step*float64(i))*reciprocal)<<numberBits|number)
	}
}

func (all *picture) draw(a, b, c corner, number int32) {
	area := side(a, b, c.x, c.y)
	if area == 0 {
		return
	}
	if area < 0 {
		b, c = c, b
		area = -area
	}
	left, right := max(0, min(a.x, b.x, c.x)), min(all.width-1, max(a.x, b.x, c.x))
	top, bottom := max(0, min(a.y, b.y, c.y)), min(all.height-1, max(a.y, b.y, c.y))
	p, q, r := edgeOf(b, c, top), edgeOf(c, a, top), edgeOf(a, b, top)
	weighted := func(p, q, r int32) float64 {
		return float64(p)*float64(a.z) + float64(q)*float64(b.z) + float64(r)*float64(c.z)
	}
	step, nextRow := weighted(p.step, q.step, r.step), weighted(p.nextRow, q.nextRow, r.nextRow)
	sum := weighted(p.value, q.value, r.value) + 0.5
	reciprocal := 1 / float64(area)
	for y := top; y <= bottom; y++ {
		from, to := p.narrow(left, right)
		from, to = q.narrow(from, to)
		from, to = r.narrow(from, to)
		if from <= to {
			row := y * all.width
			fill(all.keys[row+from:row+to+1], sum+step*float64(from), step, reciprocal, number)
		}
		sum += nextRow
	}
}

func main() {
	bytes := make([]byte, cornerBytes)
	readExactly(bytes)
	header := cornerAt(bytes)
	width, height, triangles := header.x, header.y, header.z
	if width < 1 || width > maxSide || height < 1 || height > maxSide ||
		triangles < 0 || triangles > maxTriangles {
		os.Exit(1)
	}
	bytes = make([]byte, 3*cornerBytes*triangles)
	readExactly(bytes)
	all := picture{width, height, make([]int32, width*height)}
	for i := range all.keys {
		all.keys[i] = math.MaxInt32
	}
	for number := range triangles {
		corners := bytes[3*cornerBytes*number:][:3*cornerBytes]
		all.draw(cornerAt(corners), cornerAt(corners[cornerBytes:]), cornerAt(corners[2*cornerBytes:]), number)
	}
	output := make([]byte, 0, 2*len(all.keys))
	for _, key := range all.keys {
		front := uint16(key & maxTriangles)
		if front == maxTriangles { // the empty key ends in a number that no triangle has
			front = math.MaxUint16
		}
		output = binary.LittleEndian.AppendUint16(output, front)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
