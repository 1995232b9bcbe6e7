// Shortest paths by Dijkstra's algorithm: linked lists of edges, and a binary heap of its own, which calls no
// interface and makes no copies of its entries.
package main

import (
	"encoding/binary"
	"io"
	"math"
	"os"
)

const (
	mostNodes   = 200_000
	mostEdges   = 500_000
	mostSources = 10_000
	none        = math.MaxInt32
)

type edge struct {
	end, length int32
	next        *edge
}

type entry struct {
	node, distance int32
}

type queue []entry

func (q *queue) push(last entry) {
	*q = append(*q, last)
	entries, i := *q, len(*q)-1
	for ; i > 0 && entries[(i-1)/2].distance > last.distance; i = (i - 1) / 2 {
		entries[i] = entries[(i-1)/2]
	}
	entries[i] = last
}

func (q *queue) pop() entry {
	entries := *q
	top, last := entries[0], entries[len(entries)-1]
	entries = entries[:len(entries)-1]
	*q = entries
	i := 0
	for child := 1; child < len(entries); child = 2*i + 1 {
		if child+1 < len(entries) && entries[child+1].distance < entries[child].distance {
			child++
		}
		if entries[child].distance >= last.distance {
			break
		}
		entries[i] = entries[child]
		i = child
	}
	if len(entries) > 0 {
		entries[i] = last
	}
	return top
}

var input []byte

func takeInt() int32 {
	if len(input) < 4 {
		os.Exit(1)
	}
	value := int32(binary.LittleEndian.Uint32(input))
	input = input[4:]
	return value
}

func findDistances(edgesOf []*edge, source int32, distances []int32) {
	for i := range distances {
		distances[i] = none
	}
	distances[source] = 0
	waiting := &queue{{source, 0}}
	for len(*waiting) > 0 {
		nearest := waiting.pop()
		if nearest.distance > distances[nearest.node] {
			continue
		}
		for each := edgesOf[nearest.node]; each != nil; each = each.next {
			distance := nearest.distance + each.length
			if distance < distances[each.end] {
				distances[each.end] = distance
				waiting.push(entry{each.end, distance})
			}
		}
	}
}

func checksum(distances []int32) uint32 {
	sum := uint32(0)
	for _, distance := range distances {
		if distance == none {
			distance = -1
		}
		sum = sum*31 + uint32(distance)
	}
	return sum
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	n, m, s := takeInt(), takeInt(), takeInt()
	if n < 1 || n > mostNodes || m < 0 || m > mostEdges || s < 0 || s > mostSources {
		os.Exit(1)
	}
	edgesOf := make([]*edge, n)
	for ; m > 0; m-- {
		one, other, length := takeInt(), takeInt(), takeInt()
		edgesOf[one] = &edge{other, length, edgesOf[one]}
		edgesOf[other] = &edge{one, length, edgesOf[other]}
	}
	distances := make([]int32, n)
	var output []byte
	for ; s > 0; s-- {
		findDistances(edgesOf, takeInt(), distances)
		output = binary.LittleEndian.AppendUint32(output, checksum(distances))
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
