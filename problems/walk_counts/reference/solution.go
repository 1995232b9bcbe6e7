// Walk counts: each node has a linked list of its edges. In each step, a node's count becomes the sum of the
// counts where its edges end.
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

type edge struct {
	end  int32
	next *edge
}

var input []byte

func takeInt() int {
	if len(input) < 4 {
		os.Exit(1)
	}
	value := int32(binary.LittleEndian.Uint32(input))
	input = input[4:]
	return int(value)
}

func takeGraph(n, m int) []*edge {
	edgesOf := make([]*edge, n)
	for ; m > 0; m-- {
		start, end := takeInt(), int32(takeInt())
		edgesOf[start] = &edge{end: end, next: edgesOf[start]}
	}
	return edgesOf
}

func step(edgesOf []*edge, counts, nextCounts []uint32) {
	for i, each := range edgesOf {
		sum := uint32(0)
		for ; each != nil; each = each.next {
			sum += counts[each.end]
		}
		nextCounts[i] = sum
	}
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	n, m, t := takeInt(), takeInt(), takeInt()
	if n < 1 || n > mostNodes || m < 0 || m > mostEdges || t < 0 || t > mostSteps {
		os.Exit(1)
	}
	edgesOf := takeGraph(n, m)
	counts, nextCounts := make([]uint32, n), make([]uint32, n)
	for i := range counts {
		counts[i] = 1
	}
	for ; t > 0; t-- {
		step(edgesOf, counts, nextCounts)
		counts, nextCounts = nextCounts, counts
	}
	var output []byte
	for _, count := range counts {
		output = binary.LittleEndian.AppendUint32(output, count)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
