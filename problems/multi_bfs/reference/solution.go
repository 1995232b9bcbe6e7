// Breadth-first search from one source after the other, with a queue and the distances of all nodes.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const (
	maxNodes   = 50_000
	maxEdges   = 1_000_000
	maxSources = 100_000
)

var (
	in  = bufio.NewReader(os.Stdin)
	out = bufio.NewWriter(os.Stdout)
)

func readNumber(least, most int) int {
	var bytes [4]byte
	if _, err := io.ReadFull(in, bytes[:]); err != nil {
		os.Exit(1)
	}
	number := int(int32(binary.LittleEndian.Uint32(bytes[:])))
	if number < least || number > most {
		os.Exit(1)
	}
	return number
}

// The neighbours of each node.
func readGraph(nodes, edges int) [][]int32 {
	graph := make([][]int32, nodes)
	for ; edges > 0; edges-- {
		u := readNumber(0, nodes-1)
		v := readNumber(0, nodes-1)
		graph[u] = append(graph[u], int32(v))
		graph[v] = append(graph[v], int32(u))
	}
	return graph
}

// How many nodes are reached, and the sum of their distances.
func search(graph [][]int32, source int) (reached int32, sum int64) {
	distance := make([]int32, len(graph))
	for u := range distance {
		distance[u] = -1
	}
	queue := make([]int32, 0, len(graph))
	queue = append(queue, int32(source))
	distance[source] = 0
	for head := 0; head < len(queue); head++ {
		u := queue[head]
		reached++
		sum += int64(distance[u])
		for _, v := range graph[u] {
			if distance[v] < 0 {
				distance[v] = distance[u] + 1
				queue = append(queue, v)
			}
		}
	}
	return reached, sum
}

func main() {
	nodes, edges := readNumber(1, maxNodes), readNumber(0, maxEdges)
	sources := readNumber(0, maxSources)
	graph := readGraph(nodes, edges)
	for ; sources > 0; sources-- {
		reached, sum := search(graph, readNumber(0, nodes-1))
		if binary.Write(out, binary.LittleEndian, reached) != nil ||
			binary.Write(out, binary.LittleEndian, sum) != nil {
			os.Exit(1)
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
