// Matrix product C = A B row by row: each row of C is a sum of rows of B, which are read in the order of memory.
package main

import (
	"bufio"
	"encoding/binary"
	"os"
)

const maxN = 2048

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func multiply(n int, a, b, c []float32) {
	for i := 0; i < n; i++ {
		row := c[i*n : (i+1)*n]
		for k := 0; k < n; k++ {
			factor := a[i*n+k]
			for j, value := range b[k*n : (k+1)*n] {
				row[j] += factor * value
			}
		}
	}
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var size int32
	readExactly(in, &size)
	if size < 1 || size > maxN {
		os.Exit(1)
	}
	n := int(size)
	a, b, c := make([]float32, n*n), make([]float32, n*n), make([]float32, n*n)
	readExactly(in, a)
	readExactly(in, b)
	multiply(n, a, b, c)
	if binary.Write(out, binary.LittleEndian, c) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
