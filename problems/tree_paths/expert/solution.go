// Why it is fast: nodes are put in an order in which each is followed by its largest subtree. So the tree
// falls into few chains of neighbours, and a pair climbs from chain to chain until both are on one; then the
// path is known from sums between the root and each node.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	mostNodes = 200_000
	mostPairs = 1_000_000
)

// A node, by its place in the order.
type place struct {
	sum    uint32 // of the weights from the root to here
	head   int32  // place of the first node of the chain
	above  int32  // place of the parent of the head
	weight uint32
}

func numbers(data []byte) []int32 {
	out := make([]int32, len(data)/4)
	for i := range out {
		out[i] = int32(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return out
}

// Nodes in an order in which parents come before their children; the first is the root.
func sortedByGeneration(parents []int32) []int32 {
	n := len(parents)
	firstChild, next, order := make([]int32, n), make([]int32, n), make([]int32, 1, n) // a child's number plus 1
	for node, parent := range parents {
		if parent < 0 {
			order[0] = int32(node)
			continue
		}
		next[node] = firstChild[parent]
		firstChild[parent] = int32(node) + 1
	}
	for i := 0; i < len(order); i++ {
		for child := firstChild[order[i]]; child > 0; child = next[child-1] {
			order = append(order, child-1)
		}
	}
	return order
}

// The places, and which one each node has.
func arrange(parents, weights []int32) ([]place, []int32) {
	n := len(parents)
	order := sortedByGeneration(parents)
	size, heavy := make([]int32, n), make([]int32, n)
	for i := range heavy {
		heavy[i] = -1
	}
	for i := n - 1; i > 0; i-- {
		node := order[i]
		parent := parents[node]
		size[node]++
		size[parent] += size[node]
		if heavy[parent] < 0 || size[node] > size[heavy[parent]] {
			heavy[parent] = node
		}
	}
	places, placeOf, end := make([]place, n), make([]int32, n), make([]int32, n)
	for _, node := range order {
		parent, weight, at := parents[node], uint32(weights[node]), int32(0)
		if parent < 0 {
			places[0] = place{sum: weight, weight: weight}
		} else {
			over := placeOf[parent]
			above := places[over]
			if node == heavy[parent] {
				at = over + 1
				places[at] = place{above.sum + weight, above.head, above.above, weight}
			} else {
				at = end[parent]
				end[parent] += size[node]
				places[at] = place{above.sum + weight, at, over, weight}
			}
		}
		placeOf[node] = at
		if heavy[node] >= 0 {
			end[node] = at + 1 + size[heavy[node]] // where its other children begin
		}
	}
	return places, placeOf
}

func pathSum(places []place, one, other int32) uint32 {
	a, b := &places[one], &places[other]
	sum := a.sum + b.sum
	for a.head != b.head {
		// The chain that begins later is not above the other.
		if a.head > b.head {
			one = a.above
			a = &places[one]
		} else {
			other = b.above
			b = &places[other]
		}
	}
	top := a
	if other < one {
		top = b
	}
	return sum - 2*top.sum + top.weight
}

func readExactly(count int) []byte {
	data := make([]byte, count)
	if _, err := io.ReadFull(os.Stdin, data); err != nil {
		os.Exit(1)
	}
	return data
}

func main() {
	header := numbers(readExactly(8))
	n, q := int(header[0]), int(header[1])
	if n < 1 || n > mostNodes || q < 0 || q > mostPairs {
		os.Exit(1)
	}
	parents, weights := numbers(readExactly(4*n)), numbers(readExactly(4*n))
	places, placeOf := arrange(parents, weights)
	pairs := readExactly(8 * q)
	for i := 0; i < q; i++ {
		one := placeOf[binary.LittleEndian.Uint32(pairs[8*i:])]
		other := placeOf[binary.LittleEndian.Uint32(pairs[8*i+4:])]
		binary.LittleEndian.PutUint32(pairs[4*i:], pathSum(places, one, other)) // in place of pairs that are done
	}
	if _, err := os.Stdout.Write(pairs[:4*q]); err != nil {
		os.Exit(1)
	}
}
