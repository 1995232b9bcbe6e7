// A binary search for each query.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const maxCount = 5_000_000

var input []byte

func take(count int) []byte {
	if count > len(input) {
		os.Exit(1)
	}
	taken := input[:count]
	input = input[count:]
	return taken
}

func takeInt(least, most int) int {
	value := int(int32(binary.LittleEndian.Uint32(take(4))))
	if value < least || value > most {
		os.Exit(1)
	}
	return value
}

func takeInts(count int) []int32 {
	bytes := take(4 * count)
	ints := make([]int32, count)
	for i := range ints {
		ints[i] = int32(binary.LittleEndian.Uint32(bytes[4*i:]))
	}
	return ints
}

func lowerBound(numbers []int32, query int32) int {
	low, high := 0, len(numbers)
	for low < high {
		middle := low + (high-low)/2
		if numbers[middle] < query {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	n, q := takeInt(0, maxCount), takeInt(0, maxCount)
	numbers, queries := takeInts(n), takeInts(q)
	output := make([]byte, 0, 4*q)
	for _, query := range queries {
		output = binary.LittleEndian.AppendUint32(output, uint32(lowerBound(numbers, query)))
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
