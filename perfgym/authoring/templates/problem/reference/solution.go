// For each value of a list, count the later values that are smaller, by comparing it with each of them.
// TODO: solve your own problem in a naive way; the output of this program is right by definition
package main

import (
	"bufio"
	"encoding/binary"
	"os"
)

const maxN = 1_000_000

func countSmaller(x []int32) []int32 {
	counts := make([]int32, len(x))
	for i := range x {
		for j := i + 1; j < len(x); j++ {
			if x[j] < x[i] {
				counts[i]++
			}
		}
	}
	return counts
}

func main() {
	in := bufio.NewReader(os.Stdin)
	var n int32
	if binary.Read(in, binary.LittleEndian, &n) != nil || n < 1 || n > maxN {
		os.Exit(1)
	}
	x := make([]int32, n)
	if binary.Read(in, binary.LittleEndian, x) != nil {
		os.Exit(1)
	}
	if binary.Write(os.Stdout, binary.LittleEndian, countSmaller(x)) != nil {
		os.Exit(1)
	}
}
