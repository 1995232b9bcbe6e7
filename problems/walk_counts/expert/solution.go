// Why it is fast: the ends of all edges lie in one slice, sorted by where the edges start. It is read from
// its begin to its end in each step, and nothing waits for the next address.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	mostNodes = 1_000_000
	mostEdges = 250_000
	mostSteps = 10_000
)

func readExactly(count int) []byte {
	data := make([]byte, count)
	if _, err := io.ReadFull(os.Stdin, data); err != nil {
		os.Exit(1)
	}
	return data
}

func numbers(data []byte) []int32 {
	out := make([]int32, len(data)/4)
	for i := range out {
		out[i] = int32(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return out
}

// Sorts edges by counting: how many each node has, and where they end.
func sortEdges(n int, edges []int32) (degrees []int32, ends []int32) {
	degrees, ends = make([]int32, n), make([]int32, len(edges)/2)
	for i := 0; i < len(edges); i += 2 {
		degrees[edges[i]]++
	}
	places, sum := make([]int32, n), int32(0)
	for i, degree := range degrees {
		places[i] = sum
		sum += degree
	}
	for i := 0; i < len(edges); i += 2 {
		place := &places[edges[i]]
		ends[*place] = edges[i+1]
		*place++
	}
	return degrees, ends
}

func step(degrees, ends []int32, counts, nextCounts []uint32) {
	nextCounts = nextCounts[:len(degrees)]
	for i, degree := range degrees {
		even, odd, own := uint32(0), uint32(0), ends[:degree]
		ends = ends[degree:]
		for ; len(own) >= 2; own = own[2:] {
			even += counts[own[0]]
			odd += counts[own[1]]
		}
		if len(own) > 0 {
			even += counts[own[0]]
		}
		nextCounts[i] = even + odd
	}
}

func main() {
	header := numbers(readExactly(12))
	n, m, t := int(header[0]), int(header[1]), int(header[2])
	if n < 1 || n > mostNodes || m < 0 || m > mostEdges || t < 0 || t > mostSteps {
		os.Exit(1)
	}
	degrees, ends := sortEdges(n, numbers(readExactly(8*m)))
	counts, nextCounts := make([]uint32, n), make([]uint32, n)
	for i := range counts {
		counts[i] = 1
	}
	for ; t > 0; t-- {
		step(degrees, ends, counts, nextCounts)
		counts, nextCounts = nextCounts, counts
	}
	output := make([]byte, 4*n)
	for i, count := range counts {
		binary.LittleEndian.PutUint32(output[4*i:], count)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
