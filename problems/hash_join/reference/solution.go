// Hash table with chains: each row is allocated by itself and linked into its bucket.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	maxRows   = 500_000
	maxKeys   = 1_000_000
	maxShifts = 1000
)

type row struct {
	key, value uint32
	next       *row
}

var (
	input   []byte
	buckets []*row
)

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

func takeNumber() uint32 {
	return binary.LittleEndian.Uint32(take(4))
}

func bucketOf(key uint32) uint32 {
	key = (key ^ key>>16) * 0x85ebca6b
	key = (key ^ key>>13) * 0xc2b2ae35
	return (key ^ key>>16) % uint32(len(buckets))
}

func insert(key, value uint32) {
	bucket := &buckets[bucketOf(key)]
	*bucket = &row{key, value, *bucket}
}

func find(key uint32) *row {
	for each := buckets[bucketOf(key)]; each != nil; each = each.next {
		if each.key == key {
			return each
		}
	}
	return nil
}

func main() {
	var err error
	if input, err = io.ReadAll(os.Stdin); err != nil {
		os.Exit(1)
	}
	r, s, t := takeInt(0, maxRows), takeInt(0, maxKeys), takeInt(0, maxShifts)
	buckets = make([]*row, r+1)
	for ; r > 0; r-- {
		key := takeNumber()
		insert(key, takeNumber())
	}
	keys := make([]uint32, s)
	for i := range keys {
		keys[i] = takeNumber()
	}
	var output []byte
	for ; t > 0; t-- {
		shift := takeNumber()
		var hits, sum uint32
		for i, key := range keys {
			if found := find(key + shift); found != nil {
				hits++
				sum += found.value * uint32(i)
			}
		}
		output = binary.LittleEndian.AppendUint32(output, hits)
		output = binary.LittleEndian.AppendUint32(output, sum)
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
