// Why it is fast: the nearest centre c of x has the least |c|^2 - 2 x c. One multiplication of 64 bits does
// two centres, one in each half, and eight centres are summed at a time. Sums of clusters are kept, and
// changed only by points that go to another cluster. When no point does, nothing changes any more, and the
// program ends.
package main

import (
	"encoding/binary"
	"io"
	"math"
	"os"
)

const together = 8 // centres

type clustering struct {
	d             int
	points        []int64 // rows of d coordinates
	clusters      []int32
	centres       []int32
	sums, members []int64
	factors       [][4]int64 // -2 c of eight centres, two in each number; of each group and coordinate
	squares       []int64    // |c|^2
}

func readExactly(bytes []byte) {
	if _, err := io.ReadFull(os.Stdin, bytes); err != nil {
		os.Exit(1)
	}
}

func (all *clustering) spreadCentre(cluster int) {
	group, lane := cluster/together, cluster%together
	factors := all.factors[group*all.d : (group+1)*all.d]
	square := int64(0)
	for i, c := range all.centres[cluster*all.d : (cluster+1)*all.d] {
		square += int64(c) * int64(c)
		pair := &factors[i][lane/2]
		high := *pair >> 32
		low := int64(int32(*pair))
		if low < 0 {
			high++ // what the lower half took from it
		}
		if lane%2 == 0 {
			low = -2 * int64(c)
		} else {
			high = -2 * int64(c)
		}
		*pair = high<<32 + low
	}
	all.squares[cluster] = square
}

func (all *clustering) addPoint(point int, cluster int32, sign int64) {
	sums := all.sums[int(cluster)*all.d : (int(cluster)+1)*all.d]
	for i, x := range all.points[point*all.d : (point+1)*all.d] {
		sums[i] += sign * x
	}
	all.members[cluster] += sign
}

// The products with eight centres.
func products(point []int64, factors [][4]int64) [together]int64 {
	var a, b, c, d int64
	factors = factors[:len(point)]
	for i, x := range point {
		factor := &factors[i]
		a += x * factor[0]
		b += x * factor[1]
		c += x * factor[2]
		d += x * factor[3]
	}
	var all [together]int64
	for i, both := range [4]int64{a, b, c, d} {
		low := int64(int32(both))
		all[2*i], all[2*i+1] = low, (both-low)>>32
	}
	return all
}

func (all *clustering) nearest(point []int64) int32 {
	best, least := 0, int64(math.MaxInt64)
	for first := 0; first < len(all.squares); first += together {
		squares := all.squares[first : first+together]
		group := first / together * all.d
		for i, product := range products(point, all.factors[group:group+all.d]) {
			if now := squares[i] + product; now < least {
				best, least = first+i, now
			}
		}
	}
	return int32(best)
}

func (all *clustering) assignPoints() bool {
	changed := false
	for i, old := range all.clusters {
		found := all.nearest(all.points[i*all.d : (i+1)*all.d])
		if found == old {
			continue
		}
		if old >= 0 {
			all.addPoint(i, old, -1)
		}
		all.addPoint(i, found, 1)
		all.clusters[i] = found
		changed = true
	}
	return changed
}

func (all *clustering) moveCentres() {
	for cluster, count := range all.members {
		if count == 0 {
			continue
		}
		for i := cluster * all.d; i < (cluster+1)*all.d; i++ {
			mean := all.sums[i] / count
			if all.sums[i]%count < 0 {
				mean--
			}
			all.centres[i] = int32(mean)
		}
		all.spreadCentre(cluster)
	}
}

func newClustering(input []byte, n, d, k int) *clustering {
	groups := (k + together - 1) / together
	all := &clustering{
		d: d, points: make([]int64, n*d), clusters: make([]int32, n), centres: make([]int32, k*d),
		sums: make([]int64, k*d), members: make([]int64, k),
		factors: make([][4]int64, groups*d), squares: make([]int64, groups*together),
	}
	for i := range all.points {
		all.points[i] = int64(int16(binary.LittleEndian.Uint16(input[2*i:])))
	}
	for i := range all.clusters {
		all.clusters[i] = -1
	}
	for i := range all.squares {
		all.squares[i] = math.MaxInt32 // stays where there is no centre
	}
	for i := range k {
		for j := range d {
			all.centres[i*d+j] = int32(all.points[i%n*d+j])
		}
		all.spreadCentre(i)
	}
	return all
}

func main() {
	header := make([]byte, 16)
	readExactly(header)
	var numbers [4]int
	for i, most := range [4]int{1_000_000, 128, 256, 1000} {
		numbers[i] = int(int32(binary.LittleEndian.Uint32(header[4*i:])))
		if numbers[i] < 1 || numbers[i] > most {
			os.Exit(1)
		}
	}
	n, d, k, rounds := numbers[0], numbers[1], numbers[2], numbers[3]
	input := make([]byte, 2*n*d)
	readExactly(input)
	all := newClustering(input, n, d, k)
	for ; rounds > 0 && all.assignPoints(); rounds-- {
		all.moveCentres()
	}
	output := make([]byte, 0, 4*(n+k*d))
	for _, numbers := range [][]int32{all.clusters, all.centres} {
		for _, number := range numbers {
			output = binary.LittleEndian.AppendUint32(output, uint32(number))
		}
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
