// Despeckle: the nine pixels around each pixel are sorted as a small network, without branches.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxSide  = 4096
	maxTimes = 1000
)

type picture struct {
	width, height int
	pixels        []byte
}

func readExactly(bytes []byte) {
	if _, err := io.ReadFull(os.Stdin, bytes); err != nil {
		os.Exit(1)
	}
}

func (all *picture) at(x, y int) byte {
	x, y = min(max(x, 0), all.width-1), min(max(y, 0), all.height-1)
	return all.pixels[y*all.width+x]
}

func sort3(a, b, c byte) (byte, byte, byte) {
	a, b = min(a, b), max(a, b)
	b, c = min(b, c), max(b, c)
	return min(a, b), max(a, b), c
}

func (all *picture) median(x, y int) byte {
	a, b, c := sort3(all.at(x-1, y-1), all.at(x-1, y), all.at(x-1, y+1))
	d, e, f := sort3(all.at(x, y-1), all.at(x, y), all.at(x, y+1))
	g, h, i := sort3(all.at(x+1, y-1), all.at(x+1, y), all.at(x+1, y+1))
	_, middle, _ := sort3(b, e, h)
	_, middle, _ = sort3(max(a, d, g), middle, min(c, f, i))
	return middle
}

func (all *picture) smooth(to []byte) {
	for y := 0; y < all.height; y++ {
		for x := 0; x < all.width; x++ {
			to[y*all.width+x] = all.median(x, y)
		}
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
	now := picture{width, height, make([]byte, width*height)}
	readExactly(now.pixels)
	next := make([]byte, width*height)
	for ; times > 0; times-- {
		now.smooth(next)
		now.pixels, next = next, now.pixels
	}
	if _, err := os.Stdout.Write(now.pixels); err != nil {
		os.Exit(1)
	}
}
