// Matrix product C = A B by the textbook triple loop: each element is one row times one column.
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
		for j := 0; j < n; j++ {
			var sum float32
			for k := 0; k < n; k++ {
				sum += a[i*n+k] * b[k*n+j]
			}
			c[i*n+j] = sum
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
