// Tree paths: depths are learnt once for all nodes; for each pair, climbs from both until the ways meet.
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

type node struct {
	parent *node
	weight uint32
	depth  int32 // -1 while it is not known
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

func takeTree(n int) []node {
	nodes := make([]node, n)
	for i := range nodes {
		if parent := takeInt(); parent >= 0 {
			nodes[i].parent = &nodes[parent]
		}
	}
	for i := range nodes {
		nodes[i].weight = uint32(takeInt())
		nodes[i].depth = -1
	}
	for i := range nodes {
		nodes[i].findDepths()
	}
	return nodes
}

// Climbs to a node of known depth, and then again, noting depths.
func (n *node) findDepths() {
	depth := int32(-1)
	for at := n; at != nil; at = at.parent {
		if at.depth >= 0 {
			depth += at.depth + 1
			break
		}
		depth++
	}
	for at := n; at != nil && at.depth < 0; at = at.parent {
		at.depth = depth
		depth--
	}
}

func pathSum(one, other *node) uint32 {
	depth, otherDepth, sum := one.depth, other.depth, uint32(0)
	for ; depth > otherDepth; depth-- {
		sum += one.weight
		one = one.parent
	}
	for ; otherDepth > depth; otherDepth-- {
		sum += other.weight
		other = other.parent
	}
	for one != other {
		sum += one.weight + other.weight
		one, other = one.parent, other.parent
	}
	return sum + one.weight
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	n, q := takeInt(), takeInt()
	if n < 1 || n > mostNodes || q < 0 || q > mostPairs {
		os.Exit(1)
	}
	nodes := takeTree(n)
	var output []byte
	for ; q > 0; q-- {
		one, other := takeInt(), takeInt()
		output = binary.LittleEndian.AppendUint32(output, pathSum(&nodes[one], &nodes[other]))
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
