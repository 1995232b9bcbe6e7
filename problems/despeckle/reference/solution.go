// Despeckle: the nine pixels around each pixel are sorted by insertion, and the middle one is taken.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxSide    = 4096
	maxTimes   = 1000
	neighbours = 9
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

func insert(sorted *[neighbours]byte, count int, value byte) {
	for count > 0 && sorted[count-1] > value {
		sorted[count] = sorted[count-1]
		count--
	}
	sorted[count] = value
}

func (all *picture) median(x, y int) byte {
	var sorted [neighbours]byte
	count := 0
	for down := -1; down <= 1; down++ {
		for right := -1; right <= 1; right++ {
			insert(&sorted, count, all.at(x+right, y+down))
			count++
		}
	}
	return sorted[neighbours/2]
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
