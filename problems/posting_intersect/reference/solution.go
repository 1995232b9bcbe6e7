// Posting lists: each query merges its first two lists into a new one, then that with the next, and so on.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	mostLists   = 10_000
	mostNumbers = 1_000_000
	mostQueries = 1_000_000
)

var input []byte

func takeInt(least, most int) int {
	if len(input) < 4 {
		os.Exit(1)
	}
	value := int(int32(binary.LittleEndian.Uint32(input)))
	input = input[4:]
	if value < least || value > most {
		os.Exit(1)
	}
	return value
}

func takeList(u int) []int32 {
	list := make([]int32, takeInt(0, u))
	if len(input) < 4*len(list) {
		os.Exit(1)
	}
	for i := range list {
		list[i] = int32(binary.LittleEndian.Uint32(input[4*i:]))
	}
	input = input[4*len(list):]
	return list
}

// The numbers that are in both lists, appended to a third.
func intersect(one, other, both []int32) []int32 {
	i, k := 0, 0
	for i < len(one) && k < len(other) {
		switch {
		case one[i] < other[k]:
			i++
		case one[i] > other[k]:
			k++
		default:
			both = append(both, one[i])
			i++
			k++
		}
	}
	return both
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	listCount, u := takeInt(1, mostLists), takeInt(1, mostNumbers)
	lists := make([][]int32, listCount)
	for i := range lists {
		lists[i] = takeList(u)
	}
	var output []byte
	var common, next []int32
	for q := takeInt(0, mostQueries); q > 0; q-- {
		named := takeInt(2, 4)
		common = append(common[:0], lists[takeInt(0, listCount-1)]...)
		for ; named > 1; named-- {
			next = intersect(common, lists[takeInt(0, listCount-1)], next[:0])
			common, next = next, common
		}
		sum := uint32(0)
		for _, number := range common {
			sum += uint32(number)
		}
		output = binary.LittleEndian.AppendUint32(output, uint32(len(common)))
		output = binary.LittleEndian.AppendUint32(output, sum)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
