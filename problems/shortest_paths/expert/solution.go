// Why it is fast: lengths are at most 100, so that nodes wait in a ring of 128 buckets, one for each
// distance, and nothing is ever compared. The edges of each node lie in one slice.
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
	bucketCount = 128
	none        = math.MaxUint32
)

type edge struct {
	end, length uint32
}

type graph struct {
	first []uint32 // edge of each node, and the end of all
	edges []edge
}

// Both directions of all edges, sorted by counting.
func sorted(n int, given []uint32) graph {
	first, edges := make([]uint32, n+2), make([]edge, len(given)/3*2)
	place := first[1:] // where the next edge of each node belongs
	for i := 0; i < len(given); i += 3 {
		place[given[i]+1]++
		place[given[i+1]+1]++
	}
	for i := 1; i <= n; i++ {
		place[i] += place[i-1]
	}
	for i := 0; i < len(given); i += 3 {
		one, other, length := given[i], given[i+1], given[i+2]
		edges[place[one]] = edge{other, length}
		place[one]++
		edges[place[other]] = edge{one, length}
		place[other]++
	}
	return graph{first, edges}
}

func (g *graph) findDistances(buckets *[bucketCount][]uint32, source uint32, distances []uint32) {
	for i := range distances {
		distances[i] = none
	}
	distances[source] = 0
	buckets[0] = append(buckets[0], source)
	empty := 0 // buckets that were empty, one after another
	for now := uint32(0); empty < bucketCount; now++ {
		bucket := &buckets[now%bucketCount]
		empty++
		if len(*bucket) > 0 {
			empty = 0
		}
		for _, node := range *bucket {
			if distances[node] != now {
				continue
			}
			for _, each := range g.edges[g.first[node]:g.first[node+1]] {
				if distance := now + each.length; distance < distances[each.end] {
					distances[each.end] = distance
					to := &buckets[distance%bucketCount]
					*to = append(*to, each.end)
				}
			}
		}
		*bucket = (*bucket)[:0]
	}
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil || len(input) < 12 {
		os.Exit(1)
	}
	numbers := make([]uint32, len(input)/4)
	for i := range numbers {
		numbers[i] = binary.LittleEndian.Uint32(input[4*i:])
	}
	n, m, s, rest := int(numbers[0]), int(numbers[1]), int(numbers[2]), numbers[3:]
	if n < 1 || n > mostNodes || m > mostEdges || s > mostSources || len(rest) < 3*m+s {
		os.Exit(1)
	}
	g := sorted(n, rest[:3*m])
	var buckets [bucketCount][]uint32
	distances := make([]uint32, n)
	var output []byte
	for _, source := range rest[3*m : 3*m+s] {
		g.findDistances(&buckets, source, distances)
		sum := uint32(0)
		for _, distance := range distances {
			sum = sum*31 + distance
		}
		output = binary.LittleEndian.AppendUint32(output, sum)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
