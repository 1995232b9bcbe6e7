// Why it is fast: a tile of 4 x 2 sums lives in registers, so that one step of k costs six loads and eight
// fused multiply-adds that do not wait for each other. A and B are packed in the order the tile reads
// them, padded with zeros: no access is strided, and only the write-back knows where the matrix ends.
package main

import (
	"encoding/binary"
	"io"
	"os"
	"unsafe"
)

const (
	maxN  = 2048
	rows  = 4   // of a tile
	cols  = 2   // of a tile
	depth = 512 // k per block: a panel of A and a panel of B fit the first-level cache
)

func readExactly(to []byte) {
	if _, err := io.ReadFull(os.Stdin, to); err != nil {
		os.Exit(1)
	}
}

func bytesOf(values []float32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(values))), 4*len(values))
}

// Panels of `rows` rows of A from row i on; within a panel, the elements of one k lie together.
func packA(to []float32, a []float32, n, first, count int) {
	for i := 0; i < n; i += rows {
		for k := first; k < first+count; k++ {
			for r := i; r < i+rows; r++ {
				if r < n {
					to[0] = a[r*n+k]
				} else {
					to[0] = 0
				}
				to = to[1:]
			}
		}
	}
}

// Panels of `cols` columns of B; within a panel, the elements of one k lie together.
func packB(to []float32, b []float32, n, first, count int) {
	for k := 0; k < count; k++ {
		row := b[(first+k)*n : (first+k+1)*n]
		for j := 0; j < n; j += cols {
			pair := to[j*count+k*cols:][:cols]
			pair[0], pair[1] = row[j], 0
			if j+1 < n {
				pair[1] = row[j+1]
			}
		}
	}
}

// One panel of A times one panel of B: the sums of a tile, row by row.
func multiplyPanels(a, b []float32) (tile [rows * cols]float32) {
	var s00, s01, s10, s11, s20, s21, s30, s31 float32
	for len(a) >= rows && len(b) >= cols {
		b0, b1 := b[0], b[1]
		a0, a1, a2, a3 := a[0], a[1], a[2], a[3]
		s00 += a0 * b0
		s01 += a0 * b1
		s10 += a1 * b0
		s11 += a1 * b1
		s20 += a2 * b0
		s21 += a2 * b1
		s30 += a3 * b0
		s31 += a3 * b1
		a, b = a[rows:], b[cols:]
	}
	return [rows * cols]float32{s00, s01, s10, s11, s20, s21, s30, s31}
}

func add(tile *[rows * cols]float32, c []float32, n, i, j int) {
	for r := 0; r < rows && i+r < n; r++ {
		for s := 0; s < cols && j+s < n; s++ {
			c[(i+r)*n+j+s] += tile[r*cols+s]
		}
	}
}

func main() {
	var header [4]byte
	readExactly(header[:])
	size := int32(binary.LittleEndian.Uint32(header[:]))
	if size < 1 || size > maxN {
		os.Exit(1)
	}
	n := int(size)
	a, b, c := make([]float32, n*n), make([]float32, n*n), make([]float32, n*n)
	readExactly(bytesOf(a))
	readExactly(bytesOf(b))
	packedA, packedB := make([]float32, (n+rows-1)*depth), make([]float32, (n+cols-1)*depth)
	for first := 0; first < n; first += depth {
		count := min(depth, n-first)
		packA(packedA, a, n, first, count)
		packB(packedB, b, n, first, count)
		for j := 0; j < n; j += cols {
			panelB := packedB[j*count:][:cols*count]
			for i := 0; i < n; i += rows {
				tile := multiplyPanels(packedA[i*count:][:rows*count], panelB)
				add(&tile, c, n, i, j)
			}
		}
	}
	if _, err := os.Stdout.Write(bytesOf(c)); err != nil {
		os.Exit(1)
	}
}
