// Why it is fast: the matrix is made a product of a lower and an upper triangle column by column, in which
// every number is one sum of products. A sum fits into 64 bits, so that there is one remainder for a sum
// instead of one for each product.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxRows = 1000
	pAbove  = 1 << 25
	pBelow  = 1 << 26
)

func power(base, exponent, p uint64) uint64 {
	result := uint64(1)
	for ; exponent > 0; exponent /= 2 {
		if exponent%2 == 1 {
			result = result * base % p
		}
		base = base * base % p
	}
	return result
}

// At most 1000 products below 2^52 are added.
func dot(row, column []uint32) uint64 {
	var a, b, c, d uint64
	column = column[:len(row)]
	for len(row) >= 4 && len(column) >= 4 {
		a += uint64(row[0]) * uint64(column[0])
		b += uint64(row[1]) * uint64(column[1])
		c += uint64(row[2]) * uint64(column[2])
		d += uint64(row[3]) * uint64(column[3])
		row, column = row[4:], column[4:]
	}
	for k, x := range row {
		a += uint64(x) * uint64(column[k])
	}
	return a + b + c + d
}

// Rows hold the lower triangle as far as it is known, then the matrix.
func determinant(rows [][]uint32, p uint64) uint64 {
	result := uint64(1)
	column := make([]uint32, len(rows)) // of the upper triangle
	for j := range rows {
		for i, row := range rows[:j] {
			column[i] = uint32((uint64(row[j]) + p - dot(row[:i], column)%p) % p)
		}
		for _, row := range rows[j:] {
			row[j] = uint32((uint64(row[j]) + p - dot(row[:j], column)%p) % p)
		}
		found := j
		for found < len(rows) && rows[found][j] == 0 {
			found++
		}
		if found == len(rows) {
			return 0
		}
		if found != j {
			rows[found], rows[j] = rows[j], rows[found]
			result = p - result
		}
		pivot := uint64(rows[j][j])
		result = result * pivot % p
		inverse := power(pivot, p-2, p)
		for _, row := range rows[j+1:] {
			row[j] = uint32(uint64(row[j]) * inverse % p)
		}
	}
	return result
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil || len(input) < 8 {
		os.Exit(1)
	}
	n, p := int(int32(binary.LittleEndian.Uint32(input))), binary.LittleEndian.Uint32(input[4:])
	if n < 1 || n > maxRows || p <= pAbove || p >= pBelow || len(input)-8 < 4*n*n {
		os.Exit(1)
	}
	rows := make([][]uint32, n)
	for i := range rows {
		rows[i] = make([]uint32, n)
		for j := range rows[i] {
			rows[i][j] = binary.LittleEndian.Uint32(input[8+4*(i*n+j):])
		}
	}
	output := binary.LittleEndian.AppendUint32(nil, uint32(determinant(rows, uint64(p))))
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
