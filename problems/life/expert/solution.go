// Why it is fast: a cell is one bit, 64 to a word; the neighbours of all these cells are added at once by the
// logic of full adders. Each row has one more bit on its left and its right, which repeats the opposite
// border, and the grid has one more row above and below, which does the same. Sums of three cells in a row
// serve three rows and stay in registers.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxSide        = 4096
	maxGenerations = 10_000
	wordBits       = 64
)

type grid struct {
	width, height int
	stride        int // words of a row, with one more on each side
	now, next     []uint64
}

func newGrid(width, height int) *grid {
	stride := (width+wordBits)/wordBits + 2
	words := (height + 2) * stride
	return &grid{width, height, stride, make([]uint64, words), make([]uint64, words)}
}

// The y-th row with the words on its sides, counted from 1.
func (g *grid) row(y int) []uint64 {
	return g.now[y*g.stride : (y+1)*g.stride]
}

func (g *grid) wrap() {
	last, behind := g.width-1, g.width
	for y := 1; y <= g.height; y++ {
		row := g.row(y)
		row[0] = row[1+last/wordBits] >> (last % wordBits) << (wordBits - 1)
		row[1+behind/wordBits] &^= 1 << (behind % wordBits)
		row[1+behind/wordBits] |= row[1] & 1 << (behind % wordBits)
	}
	copy(g.row(0), g.row(g.height))
	copy(g.row(g.height+1), g.row(1))
}

// The number of living cells among each and its left and right neighbours, in two bits.
func sums(before, here, behind uint64) (ones, twos uint64) {
	left, right := here<<1|before>>(wordBits-1), here>>1|behind<<(wordBits-1)
	return left ^ right ^ here, left&right | (left^right)&here
}

// One word of all rows, from the top to the bottom. Of all nine cells, three make a cell live, and four let
// one live.
func (g *grid) stepColumn(word int) {
	stride, now, next := g.stride, g.now, g.next
	aboveOnes, aboveTwos := sums(now[word-1], now[word], now[word+1])
	at := word + stride
	here := now[at]
	rowOnes, rowTwos := sums(now[at-1], here, now[at+1])
	for range g.height {
		below := now[at+stride-1 : at+stride+2]
		belowOnes, belowTwos := sums(below[0], below[1], below[2])
		odd := aboveOnes ^ belowOnes
		ones := odd ^ rowOnes
		carry := aboveOnes&belowOnes | odd&rowOnes
		oneOfTwo, both := aboveTwos^belowTwos, aboveTwos&belowTwos
		otherOneOfTwo, otherBoth := rowTwos^carry, rowTwos&carry
		twos := oneOfTwo ^ otherOneOfTwo
		fourOrMore, eight := both|otherBoth|oneOfTwo&otherOneOfTwo, both&otherBoth
		next[at] = ones&twos&^fourOrMore | fourOrMore&^(ones|twos|eight)&here
		aboveOnes, aboveTwos, rowOnes, rowTwos, here = rowOnes, rowTwos, belowOnes, belowTwos, below[1]
		at += stride
	}
}

func (g *grid) step() {
	g.wrap()
	for word := 1; word < g.stride-1; word++ {
		g.stepColumn(word)
	}
	g.now, g.next = g.next, g.now
}

func main() {
	var header [12]byte
	if _, err := io.ReadFull(os.Stdin, header[:]); err != nil {
		os.Exit(1)
	}
	width := int(int32(binary.LittleEndian.Uint32(header[0:])))
	height := int(int32(binary.LittleEndian.Uint32(header[4:])))
	generations := int32(binary.LittleEndian.Uint32(header[8:]))
	if width < 1 || width > maxSide || height < 1 || height > maxSide {
		os.Exit(1)
	}
	if generations < 0 || generations > maxGenerations {
		os.Exit(1)
	}
	cells := make([]byte, width*height)
	if _, err := io.ReadFull(os.Stdin, cells); err != nil {
		os.Exit(1)
	}
	g := newGrid(width, height)
	for y := range height {
		row := g.row(y + 1)[1:]
		for x, cell := range cells[y*width : (y+1)*width] {
			row[x/wordBits] |= uint64(cell) << (x % wordBits)
		}
	}
	for ; generations > 0; generations-- {
		g.step()
	}
	for y := range height {
		row, cells := g.row(y + 1)[1:], cells[y*width:(y+1)*width]
		for x := range cells {
			cells[x] = byte(row[x/wordBits] >> (x % wordBits) & 1)
		}
	}
	if _, err := os.Stdout.Write(cells); err != nil {
		os.Exit(1)
	}
}
