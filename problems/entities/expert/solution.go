// Why it is fast: each entity runs through all ticks at once, in registers, in a loop of its kind; two loops
// of neighbours of a kind run together where one would wait for its own results.
package main

import (
	"encoding/binary"
	"io"
	"math/bits"
	"os"
)

const (
	maxEntities = 200000
	maxTicks    = 1000000
	entityBytes = 16
)

type entity struct{ a, b, c uint32 }

func turn(e *entity, ticks uint32) {
	a, b, c := e.a, e.b, e.c
	for t := range ticks {
		a ^= b << (t & 7)
		b += c
	}
	e.a, e.b = a, b
}

func grow(e, f *entity, ticks uint32) {
	a, b, c := e.a, e.b, e.c
	x, y, z := f.a, f.b, f.c
	for range ticks {
		a = a*b + c
		x = x*y + z
		c++ // by which t grows
		z++
	}
	e.a, f.a = a, x
}

func bounce(e, f *entity, ticks uint32) {
	a, b, c := e.a, e.b|1, int32(e.c)
	x, y, z := f.a, f.b|1, int32(f.c)
	for range ticks {
		greater := uint32((int64(c) - int64(int32(a))) >> 63) // all bits or none
		a += b ^ greater
		a -= greater
		greater = uint32((int64(z) - int64(int32(x))) >> 63)
		x += y ^ greater
		x -= greater
	}
	e.a, f.a = a, x
}

func swap(e *entity, ticks uint32) {
	a, b := e.a, e.b
	t := uint32(0)
	for ; t+1 < ticks; t += 2 {
		a, b = a+t+1, b+t
	}
	if t < ticks {
		a, b = b+t, a
	}
	e.a, e.b = a, b
}

func rotate(e, f *entity, ticks uint32) {
	a, b, c := e.a, e.b, e.c
	x, y, z := f.a, f.b, f.c
	for t := range ticks {
		a = bits.RotateLeft32(a, 5) + c
		b ^= a + t
		x = bits.RotateLeft32(x, 5) + z
		y ^= x + t
	}
	e.a, e.b, f.a, f.b = a, b, x, y
}

// All ticks of entities of one kind.
func run(kind int, entities []entity, ticks uint32) {
	entities = append(entities, entity{}) // whom the last one of an odd number is run with
	for i := 0; i+1 < len(entities); i += 2 {
		one, other := &entities[i], &entities[i+1]
		switch kind {
		case 0:
			one.a += one.b * ticks
			other.a += other.b * ticks
		case 1:
			turn(one, ticks)
			turn(other, ticks)
		case 2:
			grow(one, other, ticks)
		case 3:
			bounce(one, other, ticks)
		case 4:
			swap(one, ticks)
			swap(other, ticks)
		default:
			rotate(one, other, ticks)
		}
	}
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil || len(input) < 8 {
		os.Exit(1)
	}
	n, ticks := int(int32(binary.LittleEndian.Uint32(input))), int(int32(binary.LittleEndian.Uint32(input[4:])))
	if n < 0 || n > maxEntities || ticks < 0 || ticks > maxTicks || len(input)-8 < n*entityBytes {
		os.Exit(1)
	}
	var entities [6][]entity
	var places [6][]int
	for i := range n {
		row := input[8+i*entityBytes:][:entityBytes]
		kind := binary.LittleEndian.Uint32(row)
		if kind > 5 {
			os.Exit(1)
		}
		numbers := entity{
			binary.LittleEndian.Uint32(row[4:]),
			binary.LittleEndian.Uint32(row[8:]),
			binary.LittleEndian.Uint32(row[12:]),
		}
		entities[kind] = append(entities[kind], numbers)
		places[kind] = append(places[kind], i)
	}
	output := make([]byte, 8*n)
	for kind := range entities {
		group := append(entities[kind], entity{})[:len(entities[kind])] // with room, so that run works in place
		run(kind, group, uint32(ticks))
		for i, place := range places[kind] {
			binary.LittleEndian.PutUint32(output[8*place:], group[i].a)
			binary.LittleEndian.PutUint32(output[8*place+4:], group[i].b)
		}
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
