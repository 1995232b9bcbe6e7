// Products of polynomials: every coefficient of one times every coefficient of the other.
package main

import (
	"bufio"
	"encoding/binary"
	"os"
)

const (
	p               = 998244353
	maxPairs        = 1000000
	maxCoefficients = 100000
)

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func multiply(a, b, product []int32) {
	clear(product)
	for i, x := range a {
		for j, y := range b {
			product[i+j] = int32((int64(product[i+j]) + int64(x)*int64(y)) % p)
		}
	}
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var header struct{ Pairs, N int32 }
	readExactly(in, &header)
	if header.Pairs < 0 || header.Pairs > maxPairs || header.N < 1 || header.N > maxCoefficients {
		os.Exit(1)
	}
	a, b := make([]int32, header.N), make([]int32, header.N)
	product := make([]int32, 2*header.N-1)
	for range header.Pairs {
		readExactly(in, a)
		readExactly(in, b)
		multiply(a, b, product)
		if binary.Write(out, binary.LittleEndian, product) != nil {
			os.Exit(1)
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
