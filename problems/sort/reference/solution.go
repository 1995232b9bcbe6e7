// Merge sort with a comparison function.
package main

import (
	"bufio"
	"encoding/binary"
	"math"
	"os"
)

const maxN = 10_000_000

type comparison func(a, b float32) int

func asInt(truth bool) int {
	if truth {
		return 1
	}
	return 0
}

// Ascending; -0.0 before +0.0; NaNs last and all alike.
func compare(a, b float32) int {
	aIsNaN, bIsNaN := a != a, b != b
	if aIsNaN || bIsNaN {
		return asInt(aIsNaN) - asInt(bIsNaN)
	}
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return asInt(math.Signbit(float64(b))) - asInt(math.Signbit(float64(a)))
}

func merge(values []float32, middle int, scratch []float32, order comparison) {
	left, right, out := 0, middle, 0
	for left < middle && right < len(values) {
		if order(values[left], values[right]) <= 0 {
			scratch[out] = values[left]
			left++
		} else {
			scratch[out] = values[right]
			right++
		}
		out++
	}
	for ; left < middle; left++ {
		scratch[out] = values[left]
		out++
	}
	for ; right < len(values); right++ {
		scratch[out] = values[right]
		out++
	}
	copy(values, scratch[:out])
}

func mergeSort(values, scratch []float32, order comparison) {
	if len(values) < 2 {
		return
	}
	middle := len(values) / 2
	mergeSort(values[:middle], scratch, order)
	mergeSort(values[middle:], scratch, order)
	merge(values, middle, scratch, order)
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var size int32
	if binary.Read(in, binary.LittleEndian, &size) != nil || size < 1 || size > maxN {
		os.Exit(1)
	}
	values, scratch := make([]float32, size), make([]float32, size)
	if binary.Read(in, binary.LittleEndian, values) != nil {
		os.Exit(1)
	}
	mergeSort(values, scratch, compare)
	if binary.Write(out, binary.LittleEndian, values) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
