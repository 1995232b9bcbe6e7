// Why it is fast: 256 searches go on at once, one bit of a node's set for each, so that an edge is followed
// for all of them by four operations, and no branch depends on a single search. How many nodes a search has
// reached is kept in vertical counters: plane p has bit p of the numbers of all searches. They are added up
// once a step. A node at distance d is counted in all steps from d on, so these sums give the sum of
// distances at the end. When few nodes are new, only their edges are followed.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxNodes    = 50_000
	maxEdges    = 1_000_000
	maxSources  = 100_000
	words       = 4
	together    = words * 64
	countPlanes = 17 // 2^17 > maxNodes
	sumPlanes   = 34 // and its square
	few         = 8  // less than one of so many nodes
)

type set [words]uint64

func (s *set) any() bool {
	return s[0]|s[1]|s[2]|s[3] != 0
}

func (s *set) add(other *set) {
	s[0] |= other[0]
	s[1] |= other[1]
	s[2] |= other[2]
	s[3] |= other[3]
}

func (s *set) remove(other *set) {
	s[0] &^= other[0]
	s[1] &^= other[1]
	s[2] &^= other[2]
	s[3] &^= other[3]
}

type graph struct {
	first, neighbours []uint32
}

type search struct {
	graph
	seen, now, next []set    // by which searches a node was seen ever, in this step, and in the following one
	fresh, touched  []uint32 // the nodes whose now is not empty; those that one of these leads to
	counts          [words][countPlanes]uint64
	sums            [words][sumPlanes]uint64
}

func readNumbers(count int) []uint32 {
	bytes := make([]byte, 4*count)
	if _, err := io.ReadFull(os.Stdin, bytes); err != nil {
		os.Exit(1)
	}
	numbers := make([]uint32, count)
	for i := range numbers {
		numbers[i] = binary.LittleEndian.Uint32(bytes[4*i:])
	}
	return numbers
}

func readNodes(count, nodes int) []uint32 {
	numbers := readNumbers(count)
	for _, number := range numbers {
		if number >= uint32(nodes) {
			os.Exit(1)
		}
	}
	return numbers
}

func newGraph(nodes int, ends []uint32) graph {
	first, neighbours := make([]uint32, nodes+2), make([]uint32, len(ends))
	next := first[1:]
	for _, u := range ends {
		next[u+1]++
	}
	for u := range nodes {
		next[u+1] += next[u]
	}
	for i, u := range ends {
		neighbours[next[u]] = ends[i^1]
		next[u]++
	}
	return graph{first[:nodes+1], neighbours}
}

func (g *graph) of(u uint32) []uint32 {
	return g.neighbours[g.first[u]:g.first[u+1]]
}

func (s *search) count(bits *set) {
	for i, carry := range bits {
		counts := &s.counts[i]
		for plane := 0; carry != 0; plane++ {
			counts[plane], carry = counts[plane]^carry, counts[plane]&carry
		}
	}
}

func (s *search) addCountsToSums() {
	for i := range words {
		carry := uint64(0)
		for plane := range sumPlanes {
			one, other := s.sums[i][plane], uint64(0)
			if plane < countPlanes {
				other = s.counts[i][plane]
			}
			s.sums[i][plane] = one ^ other ^ carry
			carry = one&other | (one^other)&carry
		}
	}
}

// The node is seen by searches, some of which had not seen it before.
func (s *search) see(u uint32, bits *set) {
	bits.remove(&s.seen[u])
	if bits.any() {
		s.seen[u].add(bits)
		s.fresh = append(s.fresh, u)
		s.count(bits)
	}
}

func (s *search) followAll() {
	s.fresh = s.fresh[:0]
	now := s.now
	for u := range s.next {
		var a, b, c, d uint64
		for _, v := range s.of(uint32(u)) {
			bits := &now[v]
			a |= bits[0]
			b |= bits[1]
			c |= bits[2]
			d |= bits[3]
		}
		s.next[u] = set{a, b, c, d}
		s.see(uint32(u), &s.next[u])
	}
	s.now, s.next = s.next, s.now
}

// As above, by the edges of the fresh nodes alone.
func (s *search) followFew() {
	for _, u := range s.fresh {
		for _, v := range s.of(u) {
			s.next[v] = set{}
		}
	}
	s.touched = s.touched[:0]
	for _, u := range s.fresh {
		for _, v := range s.of(u) {
			if !s.next[v].any() {
				s.touched = append(s.touched, v)
			}
			s.next[v].add(&s.now[u])
		}
		s.now[u] = set{}
	}
	s.fresh = s.fresh[:0]
	for _, v := range s.touched {
		s.now[v] = s.next[v]
		s.see(v, &s.now[v])
	}
}

func numberIn(planes []uint64, bit uint) (number uint64) {
	for plane, bits := range planes {
		number |= bits >> bit & 1 << plane
	}
	return number
}

func (s *search) run(sources []uint32, output []byte) []byte {
	clear(s.seen)
	clear(s.now)
	s.counts, s.sums = [words][countPlanes]uint64{}, [words][sumPlanes]uint64{}
	s.fresh = s.fresh[:0]
	for i, u := range sources {
		var bit set
		bit[i/64] = 1 << (i % 64)
		if !s.now[u].any() {
			s.fresh = append(s.fresh, u)
		}
		s.now[u].add(&bit)
		s.seen[u].add(&bit)
		s.count(&bit)
	}
	steps := uint64(0)
	for ; len(s.fresh) > 0; steps++ {
		s.addCountsToSums()
		if len(s.fresh) < len(s.now)/few {
			s.followFew()
		} else {
			s.followAll()
		}
	}
	for i := range sources {
		reached := numberIn(s.counts[i/64][:], uint(i%64))
		output = binary.LittleEndian.AppendUint32(output, uint32(reached))
		output = binary.LittleEndian.AppendUint64(output, steps*reached-numberIn(s.sums[i/64][:], uint(i%64)))
	}
	return output
}

func main() {
	header := readNumbers(3)
	nodes, edges, count := int(int32(header[0])), int(int32(header[1])), int(int32(header[2]))
	if nodes < 1 || nodes > maxNodes || edges < 0 || edges > maxEdges || count < 0 || count > maxSources {
		os.Exit(1)
	}
	s := search{graph: newGraph(nodes, readNodes(2*edges, nodes))}
	s.seen, s.now, s.next = make([]set, nodes), make([]set, nodes), make([]set, nodes)
	sources, output := readNodes(count, nodes), make([]byte, 0, 12*count)
	for ; len(sources) > 0; sources = sources[min(together, len(sources)):] {
		output = s.run(sources[:min(together, len(sources))], output)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
