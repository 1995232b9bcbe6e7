// Matrix product C = A B, tile by tile: the sums of `rows` rows and `cols` columns are formed together
// over `depth` steps of k, then added to C. Rows lie a multiple of `stride` apart and are padded with
// zeros to whole tiles, so that no tile knows where the matrix ends.
package main

import (
	"bufio"
	"encoding/binary"
	"math"
	"os"
)

const (
	maxN        = 2048
	rows        = ${ROWS}   // of a tile
	cols        = ${COLS}   // of a tile
	depth       = ${DEPTH}  // k per block
	packA       = ${PACK_A} // whether a block of A is copied to the order in which tiles read it
	packB       = ${PACK_B}
	across      = ${ACROSS} // whether tiles follow each other along a row and not down a column
	stride      = ${STRIDE} // floats
	read        = ${READ}   // floats a call
	write       = ${WRITE}
	inputBytes  = ${INPUT} // of a buffer
	outputBytes = ${OUTPUT}
)

// The sums of one row of a tile: structures of up to four fields live in registers, arrays do not.
type (
	sums1 struct{ a float32 }
	sums2 struct{ a, b float32 }
	sums4 struct{ a, b, c, d float32 }
	sums  = sums${COLS}
)

func (s sums1) plus(x float32, y []float32) sums1 {
	return sums1{s.a + x*y[0]}
}

func (s sums2) plus(x float32, y []float32) sums2 {
	return sums2{s.a + x*y[0], s.b + x*y[1]}
}

func (s sums4) plus(x float32, y []float32) sums4 {
	return sums4{s.a + x*y[0], s.b + x*y[1], s.c + x*y[2], s.d + x*y[3]}
}

func (s sums1) addTo(c []float32) { c[0] += s.a }

func (s sums2) addTo(c []float32) { c[0], c[1] = c[0]+s.a, c[1]+s.b }

func (s sums4) addTo(c []float32) {
	c[0], c[1], c[2], c[3] = c[0]+s.a, c[1]+s.b, c[2]+s.c, c[3]+s.d
}

type shape struct{ n, stride, rows int }

func roundUp(x, multiple int) int { return (x + multiple - 1) / multiple * multiple }

func (s shape) newMatrix() []float32 { return make([]float32, s.rows*s.stride) }

func (s shape) readMatrix(in *bufio.Reader) []float32 {
	matrix := s.newMatrix()
	var bytes [4 * read]byte
	for i := 0; i < s.n; i++ {
		row := matrix[i*s.stride:][:s.n]
		for len(row) > 0 {
			count := min(read, len(row))
			readExactly(in, bytes[:4*count])
			for j := range count {
				row[j] = math.Float32frombits(binary.LittleEndian.Uint32(bytes[4*j:]))
			}
			row = row[count:]
		}
	}
	return matrix
}

func (s shape) writeMatrix(out *bufio.Writer, matrix []float32) {
	var bytes [4 * write]byte
	for i := 0; i < s.n; i++ {
		row := matrix[i*s.stride:][:s.n]
		for len(row) > 0 {
			count := min(write, len(row))
			for j, value := range row[:count] {
				binary.LittleEndian.PutUint32(bytes[4*j:], math.Float32bits(value))
			}
			out.Write(bytes[:4*count]) // an error stays until Flush
			row = row[count:]
		}
	}
}

func readExactly(in *bufio.Reader, to []byte) {
	for len(to) > 0 {
		count, err := in.Read(to)
		if err != nil {
			os.Exit(1)
		}
		to = to[count:]
	}
}

// Panels of `rows` rows; within a panel, the elements of one k lie together.
func (s shape) packA(to, a []float32, count int) {
	for i := 0; i < s.rows; i += rows {
		for k := 0; k < count; k++ {
			for r := 0; r < rows; r++ {
				to[r] = a[(i+r)*s.stride+k]
			}
			to = to[rows:]
		}
	}
}

// Panels of `cols` columns; within a panel, the elements of one k lie together.
func (s shape) packB(to, b []float32, count int) {
	for j := 0; j < s.n; j += cols {
		for k := 0; k < count; k++ {
			copy(to[:cols], b[k*s.stride+j:])
			to = to[cols:]
		}
	}
}

// Adds `count` steps of k to the tile at the start of c.
func (s shape) multiplyTile(a, b []float32, count int, c []float32) {
	aRow, aStep, bStep := s.stride, 1, s.stride
	if packA {
		aRow, aStep = 1, rows
	}
	if packB {
		bStep = cols
	}
	var s0, s1, s2, s3 sums
	for k := 0; k < count; k++ {
		left, right := k*aStep, b[k*bStep:][:cols]
		s0 = s0.plus(a[left], right)
		if rows > 1 {
			s1 = s1.plus(a[left+aRow], right)
		}
		if rows > 2 {
			s2 = s2.plus(a[left+2*aRow], right)
			s3 = s3.plus(a[left+3*aRow], right)
		}
	}
	s0.addTo(c)
	if rows > 1 {
		s1.addTo(c[s.stride:])
	}
	if rows > 2 {
		s2.addTo(c[2*s.stride:])
		s3.addTo(c[3*s.stride:])
	}
}

// Adds a block of A times a block of B, both `count` deep, to C.
func (s shape) multiplyBlocks(a, b []float32, count int, c []float32) {
	aNext, bNext := s.stride, 1
	if packA {
		aNext = count
	}
	if packB {
		bNext = count
	}
	if across {
		for i := 0; i < s.n; i += rows {
			for j := 0; j < s.n; j += cols {
				s.multiplyTile(a[i*aNext:], b[j*bNext:], count, c[i*s.stride+j:])
			}
		}
	} else {
		for j := 0; j < s.n; j += cols {
			for i := 0; i < s.n; i += rows {
				s.multiplyTile(a[i*aNext:], b[j*bNext:], count, c[i*s.stride+j:])
			}
		}
	}
}

func main() {
	in, out := bufio.NewReaderSize(os.Stdin, inputBytes), bufio.NewWriterSize(os.Stdout, outputBytes)
	var header [4]byte
	readExactly(in, header[:])
	size := int32(binary.LittleEndian.Uint32(header[:]))
	if size < 1 || size > maxN {
		os.Exit(1)
	}
	n := int(size)
	s := shape{n, roundUp(roundUp(n, cols), stride), roundUp(n, rows)}
	a, b, c := s.readMatrix(in), s.readMatrix(in), s.newMatrix()
	packedA, packedB := s.newMatrix(), s.newMatrix()
	for k := 0; k < n; k += depth {
		count := min(depth, n-k)
		blockA, blockB := a[k:], b[k*s.stride:]
		if packA {
			s.packA(packedA, blockA, count)
			blockA = packedA
		}
		if packB {
			s.packB(packedB, blockB, count)
			blockB = packedB
		}
		s.multiplyBlocks(blockA, blockB, count, c)
	}
	s.writeMatrix(out, c)
	if out.Flush() != nil {
		os.Exit(1)
	}
}
