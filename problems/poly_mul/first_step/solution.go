// Products of polynomials: sums of products, of which only every sixteenth is divided by p.
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
	together        = 16 // products whose sum fits into 64 bits
)

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func multiply(a, b, product []int32) {
	n := len(a)
	for i := range product {
		j, last := max(0, i-(n-1)), min(i, n-1)
		sum := uint64(0)
		for j <= last {
			for end := min(last+1, j+together); j < end; j++ {
				sum += uint64(a[j]) * uint64(b[i-j])
			}
			sum %= p
		}
		product[i] = int32(sum)
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
