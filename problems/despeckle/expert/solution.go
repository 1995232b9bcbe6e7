// Why it is fast: each column of three pixels is sorted once, and serves three medians. The median of the
// nine is the median of three numbers: the greatest of the columns' low values, the median of their middle
// ones, and the least of their high ones. Four columns are in one number of 64 bits, 16 bits each, and are
// compared together by subtraction. Rows are stored with their border pixels once more.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxSide  = 4096
	maxTimes = 1000
	lanes    = 4
	top      = 0x8000_8000_8000_8000
)

func readExactly(bytes []byte) {
	if _, err := io.ReadFull(os.Stdin, bytes); err != nil {
		os.Exit(1)
	}
}

// The lesser and the greater of each of four numbers below 2^15.
func ordered(a, b uint64) (uint64, uint64) {
	atLeast := ((a | top) - b) & top
	atLeast -= atLeast >> 15 // 15 bits set where a is at least b
	change := (a ^ b) & atLeast
	return a ^ change, b ^ change
}

func middle(a, b, c uint64) uint64 {
	a, b = ordered(a, b)
	b, _ = ordered(b, c)
	_, b = ordered(a, b)
	return b
}

func least(a, b, c uint64) uint64 {
	a, _ = ordered(a, b)
	a, _ = ordered(a, c)
	return a
}

func greatest(a, b, c uint64) uint64 {
	_, a = ordered(a, b)
	_, a = ordered(a, c)
	return a
}

// Four pixels of 16 bits each, at the columns i, i + quarter, i + 2 * quarter and so on: so neighbours are in
// neighbouring numbers.
type row []uint64

type picture struct {
	width, quarter int
	rows           []row
}

func newPicture(width, height int) *picture {
	quarter := (width + lanes - 1) / lanes
	all := &picture{width, quarter, make([]row, height)}
	for y := range all.rows {
		all.rows[y] = make(row, quarter+2)
	}
	return all
}

func (all *picture) load(y int, pixels []byte) {
	to := all.rows[y]
	for x := range all.quarter * lanes {
		pixel := pixels[min(x, all.width-1)]
		to[1+x%all.quarter] |= uint64(pixel) << (16 * (x / all.quarter))
	}
}

func (all *picture) store(y int, pixels []byte) {
	for x := range pixels {
		pixels[x] = byte(all.rows[y][1+x%all.quarter] >> (16 * (x / all.quarter)))
	}
}

// Repeats the last pixel to the end of the lanes, and sets the numbers before the first and behind the last.
func (all *picture) addBorder(to row) {
	last := all.width - 1
	pixel := to[1+last%all.quarter] >> (16 * (last / all.quarter)) & 0xffff
	for x := all.width; x < all.quarter*lanes; x++ {
		shift := 16 * (x / all.quarter)
		at := &to[1+x%all.quarter]
		*at = *at&^(0xffff<<shift) | pixel<<shift
	}
	to[0] = to[all.quarter]<<16 | to[1]&0xffff
	to[all.quarter+1] = to[1]>>16 | pixel<<48
}

// The sorted columns of three rows.
type column struct{ low, middle, high uint64 }

func sortedColumn(a, b, c uint64) column {
	a, b = ordered(a, b)
	b, c = ordered(b, c)
	a, b = ordered(a, b)
	return column{a, b, c}
}

func (all *picture) smooth(next *picture) {
	for y, here := range all.rows {
		above, below := all.rows[max(y-1, 0)], all.rows[min(y+1, len(all.rows)-1)]
		above, below = above[:len(here)], below[:len(here)]
		to := next.rows[y][:len(here)]
		left := sortedColumn(above[0], here[0], below[0])
		now := sortedColumn(above[1], here[1], below[1])
		for x := 2; x < len(here); x++ {
			right := sortedColumn(above[x], here[x], below[x])
			to[x-1] = middle(
				greatest(left.low, now.low, right.low),
				middle(left.middle, now.middle, right.middle),
				least(left.high, now.high, right.high))
			left, now = now, right
		}
		next.addBorder(to)
	}
}

func main() {
	var header [12]byte
	readExactly(header[:])
	width := int(int32(binary.LittleEndian.Uint32(header[0:])))
	height := int(int32(binary.LittleEndian.Uint32(header[4:])))
	times := int(int32(binary.LittleEndian.Uint32(header[8:])))
	if width < 1 || width > maxSide || height < 1 || height > maxSide || times < 0 || times > maxTimes {
		os.Exit(1)
	}
	pixels := make([]byte, width*height)
	readExactly(pixels)
	now, next := newPicture(width, height), newPicture(width, height)
	for y := range height {
		now.load(y, pixels[y*width:(y+1)*width])
		now.addBorder(now.rows[y])
	}
	for ; times > 0; times-- {
		now.smooth(next)
		now, next = next, now
	}
	for y := range height {
		now.store(y, pixels[y*width:(y+1)*width])
	}
	if _, err := os.Stdout.Write(pixels); err != nil {
		os.Exit(1)
	}
}
