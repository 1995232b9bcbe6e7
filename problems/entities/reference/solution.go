// Entities that act tick by tick: each is an object of its own, which knows what its kind does.
package main

import (
	"bufio"
	"encoding/binary"
	"math/bits"
	"os"
)

const (
	maxEntities = 200000
	maxTicks    = 1000000
)

type numbers struct{ A, B, C uint32 }

type entity interface {
	act(tick uint32)
	result() []uint32
}

func (n *numbers) result() []uint32 { return []uint32{n.A, n.B} }

type (
	drift  struct{ numbers }
	turn   struct{ numbers }
	grow   struct{ numbers }
	bounce struct{ numbers }
	swap   struct{ numbers }
	rotate struct{ numbers }
)

func (e *drift) act(uint32) {
	e.A += e.B
}

func (e *turn) act(tick uint32) {
	e.A ^= e.B << (tick % 8)
	e.B += e.C
}

func (e *grow) act(tick uint32) {
	e.A = e.A*e.B + e.C + tick
}

func (e *bounce) act(uint32) {
	if int32(e.A) > int32(e.C) {
		e.A -= e.B | 1
	} else {
		e.A += e.B | 1
	}
}

func (e *swap) act(tick uint32) {
	e.A, e.B = e.B+tick, e.A
}

func (e *rotate) act(tick uint32) {
	e.A = bits.RotateLeft32(e.A, 5) + e.C
	e.B ^= e.A + tick
}

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func newEntity(kind int32, n numbers) entity {
	switch kind {
	case 0:
		return &drift{n}
	case 1:
		return &turn{n}
	case 2:
		return &grow{n}
	case 3:
		return &bounce{n}
	case 4:
		return &swap{n}
	case 5:
		return &rotate{n}
	}
	os.Exit(1)
	return nil
}

func act(entities []entity, tick uint32) {
	for _, each := range entities {
		each.act(tick)
	}
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var header struct{ N, Ticks int32 }
	readExactly(in, &header)
	if header.N < 0 || header.N > maxEntities || header.Ticks < 0 || header.Ticks > maxTicks {
		os.Exit(1)
	}
	rows := make([]struct {
		Kind    int32
		Numbers numbers
	}, header.N)
	readExactly(in, rows)
	var entities []entity
	for _, row := range rows {
		entities = append(entities, newEntity(row.Kind, row.Numbers))
	}
	for tick := range uint32(header.Ticks) {
		act(entities, tick)
	}
	for _, each := range entities {
		if binary.Write(out, binary.LittleEndian, each.result()) != nil {
			os.Exit(1)
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
