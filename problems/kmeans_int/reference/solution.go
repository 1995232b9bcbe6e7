// K-means with integers: each point is compared with one centre after another; centres move to the means.
package main

import (
	"bufio"
	"encoding/binary"
	"os"
)

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func distance(point []int16, centre []int32) int32 {
	sum := int32(0)
	for i, x := range point {
		difference := int32(x) - centre[i]
		sum += difference * difference
	}
	return sum
}

func isNearer(point []int16, centre, other []int32) bool {
	return distance(point, centre) < distance(point, other)
}

func assignPoints(points [][]int16, centres [][]int32, clusters []int32) {
	for i, point := range points {
		best := 0
		for j := 1; j < len(centres); j++ {
			if isNearer(point, centres[j], centres[best]) {
				best = j
			}
		}
		clusters[i] = int32(best)
	}
}

func roundedDown(sum, count int64) int32 {
	if sum%count < 0 {
		return int32(sum/count - 1)
	}
	return int32(sum / count)
}

func moveCentre(cluster int32, points [][]int16, clusters []int32, centre []int32) {
	sums := make([]int64, len(centre))
	members := int64(0)
	for i, point := range points {
		if clusters[i] != cluster {
			continue
		}
		members++
		for j, x := range point {
			sums[j] += int64(x)
		}
	}
	if members == 0 {
		return
	}
	for j, sum := range sums {
		centre[j] = roundedDown(sum, members)
	}
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var header [4]int32 // points, coordinates, clusters and rounds
	readExactly(in, &header)
	for i, most := range [4]int32{1_000_000, 128, 256, 1000} {
		if header[i] < 1 || header[i] > most {
			os.Exit(1)
		}
	}
	points, centres := make([][]int16, header[0]), make([][]int32, header[2])
	for i := range points {
		points[i] = make([]int16, header[1])
		readExactly(in, points[i])
	}
	for i := range centres {
		centres[i] = make([]int32, header[1])
		for j, x := range points[i%len(points)] {
			centres[i][j] = int32(x)
		}
	}
	clusters := make([]int32, len(points))
	for round := int32(0); round < header[3]; round++ {
		assignPoints(points, centres, clusters)
		for cluster, centre := range centres {
			moveCentre(int32(cluster), points, clusters, centre)
		}
	}
	for _, numbers := range append([][]int32{clusters}, centres...) {
		if binary.Write(out, binary.LittleEndian, numbers) != nil {
			os.Exit(1)
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
