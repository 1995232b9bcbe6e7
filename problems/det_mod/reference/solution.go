// Determinant modulo a prime, by Gaussian elimination.
package main

import (
	"bufio"
	"encoding/binary"
	"os"
)

const (
	maxRows = 1000
	pAbove  = 1 << 25
	pBelow  = 1 << 26
)

func power(base, exponent, p int64) int64 {
	result := int64(1)
	for ; exponent > 0; exponent /= 2 {
		if exponent%2 == 1 {
			result = result * base % p
		}
		base = base * base % p
	}
	return result
}

// Adds factor times the pivot's row to another.
func addRow(row, pivot []int64, factor, p int64) {
	for j, x := range pivot {
		row[j] = (row[j] + factor*x) % p
	}
}

func determinant(rows [][]int64, p int64) int64 {
	result := int64(1)
	for column := range rows {
		found := column
		for found < len(rows) && rows[found][column] == 0 {
			found++
		}
		if found == len(rows) {
			return 0
		}
		if found != column {
			rows[found], rows[column] = rows[column], rows[found]
			result = p - result
		}
		pivot := rows[column][column:]
		result = result * pivot[0] % p
		inverse := power(pivot[0], p-2, p)
		for _, row := range rows[column+1:] {
			addRow(row[column:], pivot, p-row[column]*inverse%p, p)
		}
	}
	return result
}

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func main() {
	in := bufio.NewReader(os.Stdin)
	var header struct{ N, P int32 }
	readExactly(in, &header)
	if header.N < 1 || header.N > maxRows || header.P <= pAbove || header.P >= pBelow {
		os.Exit(1)
	}
	numbers, rows := make([]int32, header.N), make([][]int64, header.N)
	for i := range rows {
		readExactly(in, numbers)
		for _, number := range numbers {
			rows[i] = append(rows[i], int64(number))
		}
	}
	if binary.Write(os.Stdout, binary.LittleEndian, int32(determinant(rows, int64(header.P)))) != nil {
		os.Exit(1)
	}
}
