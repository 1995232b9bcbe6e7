// Why it is fast: the rows are cut into bands, and each band has a list of the edges that reach into it. A
// point meets only the edges of its band. Few bands suffice where edges are long, since every band that an
// edge reaches costs an entry.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxVertices    = 200_000
	maxPoints      = 500_000
	entriesPerEdge = 12
)

type point struct{ x, y int32 }

type edge struct{ a, b point } // a is not above b

type bands struct {
	lowest, highest int32
	shift           uint
	starts          []uint32 // of each band's edges, and the end of the last
	entries         []edge
}

func readExactly(bytes []byte) {
	if _, err := io.ReadFull(os.Stdin, bytes); err != nil {
		os.Exit(1)
	}
}

func pointAt(bytes []byte, i int) point {
	bytes = bytes[8*i : 8*i+8]
	return point{int32(binary.LittleEndian.Uint32(bytes)), int32(binary.LittleEndian.Uint32(bytes[4:]))}
}

func edgesOf(polygon []byte) []edge {
	edges := make([]edge, len(polygon)/8)
	a := pointAt(polygon, len(edges)-1)
	for i := range edges {
		b := pointAt(polygon, i)
		if edges[i] = (edge{a, b}); a.y > b.y {
			edges[i] = edge{b, a}
		}
		a = b
	}
	return edges
}

func newBands(edges []edge) *bands {
	all := &bands{lowest: edges[0].a.y, highest: edges[0].b.y}
	heights, count := 0, len(edges)
	for _, each := range edges {
		all.lowest, all.highest = min(all.lowest, each.a.y), max(all.highest, each.b.y)
		heights += int(each.b.y - each.a.y)
	}
	for heights>>all.shift > entriesPerEdge*count || int(all.highest-all.lowest)>>all.shift > 2*count {
		all.shift++
	}
	all.fill(edges)
	return all
}

func (all *bands) of(y int32) int {
	return int(y-all.lowest) >> all.shift
}

func (all *bands) fill(edges []edge) {
	count := all.of(all.highest) + 1
	starts := make([]uint32, count+2)
	for _, each := range edges {
		for band := all.of(each.a.y); band <= all.of(each.b.y); band++ {
			starts[band+2]++
		}
	}
	for band := 2; band < count+2; band++ {
		starts[band] += starts[band-1]
	}
	all.entries = make([]edge, starts[count+1])
	for _, each := range edges {
		for band := all.of(each.a.y); band <= all.of(each.b.y); band++ {
			all.entries[starts[band+1]] = each
			starts[band+1]++
		}
	}
	all.starts = starts
}

func (each *edge) surrounds(here point) bool {
	a, b := each.a, each.b
	return a.y <= here.y && here.y <= b.y && min(a.x, b.x) <= here.x && here.x <= max(a.x, b.x)
}

func (all *bands) placeOf(here point) byte {
	if here.y < all.lowest || here.y > all.highest {
		return 0
	}
	band := all.of(here.y)
	entries := all.entries[all.starts[band]:all.starts[band+1]]
	crossings := uint64(0)
	for i := range entries {
		a, b := entries[i].a, entries[i].b
		side := int64(b.x-a.x)*int64(here.y-a.y) - int64(b.y-a.y)*int64(here.x-a.x)
		if side == 0 && entries[i].surrounds(here) {
			return 2
		}
		// The sign bits of three numbers, which are all set when the edge is crossed.
		crossings += uint64(int64(a.y)-int64(here.y)-1) & uint64(int64(here.y)-int64(b.y)) & uint64(-side) >> 63
	}
	return byte(crossings & 1)
}

func main() {
	header := make([]byte, 8)
	readExactly(header)
	counts := pointAt(header, 0)
	if counts.x < 3 || counts.x > maxVertices || counts.y < 0 || counts.y > maxPoints {
		os.Exit(1)
	}
	input := make([]byte, 8*(int(counts.x)+int(counts.y)))
	readExactly(input)
	all := newBands(edgesOf(input[:8*counts.x]))
	points := input[8*counts.x:]
	places := make([]byte, counts.y)
	for i := range places {
		places[i] = all.placeOf(pointAt(points, i))
	}
	if _, err := os.Stdout.Write(places); err != nil {
		os.Exit(1)
	}
}
