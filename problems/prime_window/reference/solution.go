// Primes in a window: a byte for each number; each prime up to the root strides through the whole window.
package main

import (
	"encoding/binary"
	"os"
)

const (
	mostFrom    = 999_000_000_000
	mostNumbers = 50_000_000
)

// Marks the multiples of a prime from its square on.
func strike(composite []bool, from, prime int) {
	first := (from + prime - 1) / prime * prime
	for i := max(first, prime*prime) - from; i < len(composite); i += prime {
		composite[i] = true
	}
}

func sieve(from, n int) []bool {
	composite, root := make([]bool, n), 1
	for root*root < from+n {
		root++
	}
	small := make([]bool, root+1)
	for prime := 2; prime <= root; prime++ {
		if !small[prime] {
			strike(small, 0, prime)
			strike(composite, from, prime)
		}
	}
	for number := from; number < min(2, from+n); number++ {
		composite[number-from] = true
	}
	return composite
}

func main() {
	var header struct{ From, N int64 }
	if binary.Read(os.Stdin, binary.LittleEndian, &header) != nil {
		os.Exit(1)
	}
	from, n := int(header.From), int(header.N)
	if from < 0 || from > mostFrom || n < 1 || n > mostNumbers {
		os.Exit(1)
	}
	var result struct{ Count, Sum, Gap int64 }
	last := -1
	for i, isComposite := range sieve(from, n) {
		if isComposite {
			continue
		}
		result.Count++
		result.Sum += int64(i)
		if last >= 0 {
			result.Gap = max(result.Gap, int64(i-last))
		}
		last = i
	}
	if binary.Write(os.Stdout, binary.LittleEndian, &result) != nil {
		os.Exit(1)
	}
}
