// Sorting with everything a knob: reading, keys, a first split by leading bits, then merge sort, quicksort or
// radix sort of each part down to a cut-off, and a simple sort below it. NaNs are split off first, which keeps
// their order; numbers that compare equal have the same bits, so the rest need not be stable.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"math"
	"os"
	"unsafe"
)

const ( // COMPARED
	floats = iota
	keysEachTime
	keysOnce
)

const ( // CALLED
	throughVariable = iota
	directly
)

const ( // BASE
	merge = iota
	quick
	radix
)

const ( // SMALL
	selection = iota
	insertion
	rank
)

const ( // CHOICE
	branch = iota
	arithmetic
)

const ( // MOVED
	allBack = iota
	fewest
)

const ( // SCRATCH
	eachTime = iota
	once
)

const (
	compared      = ${COMPARED}
	called        = ${CALLED}
	base          = ${BASE}
	small         = ${SMALL}
	choice        = ${CHOICE}
	moved         = ${MOVED}
	cutoff        = ${CUTOFF}
	splitBits     = ${SPLIT_BITS}
	radixBits     = ${RADIX_BITS}
	readBytes     = ${READ_BYTES}
	writeBytes    = ${WRITE_BYTES}
	scratchMade   = ${SCRATCH}
	leastForRadix = 1 << radixBits / 8 // counting costs a look at every digit
	maxN          = 10_000_000
)

func isNaN(bits uint32) bool { return bits&0x7fffffff > 0x7f800000 }

// Flips negative numbers entirely and sets the sign bit of the others: unsigned order is float order.
func keyOf(bits uint32) uint32 { return bits ^ (uint32(int32(bits)>>31) | 0x80000000) }
func bitsOf(key uint32) uint32 { return key ^ ((key>>31 - 1) | 0x80000000) }

func plainKey(value uint32) uint32 {
	if compared == keysOnce {
		return value
	}
	return keyOf(value)
}

func plainBefore(a, b uint32) bool {
	if compared != floats {
		return key(a) < key(b)
	}
	x, y := math.Float32frombits(a), math.Float32frombits(b)
	return x < y || x == y && a > b // equal, and not the same: -0.0 and +0.0
}

// A sort for any order would be given these two; called so, they cannot be inlined.
var keyFunction, beforeFunction = plainKey, plainBefore

func key(value uint32) uint32 {
	if called == throughVariable {
		return keyFunction(value)
	}
	return plainKey(value)
}

func before(a, b uint32) bool {
	if called == throughVariable {
		return beforeFunction(a, b)
	}
	return plainBefore(a, b)
}

// The same as a number, 0 or 1, without a branch where the compiler can.
func isBefore(a, b uint32) int {
	is := 0
	if before(a, b) {
		is = 1
	}
	return is
}

func selectionSort(values []uint32) {
	for i := range values {
		least := i
		for j := i + 1; j < len(values); j++ {
			if before(values[j], values[least]) {
				least = j
			}
		}
		values[i], values[least] = values[least], values[i]
	}
}

func insertionSort(values []uint32) {
	for i, value := range values {
		at := i
		for ; at > 0 && before(value, values[at-1]); at-- {
			values[at] = values[at-1]
		}
		values[at] = value
	}
}

// A value's place is the number of those before it: more comparisons, but none is branched on.
func rankSort(values []uint32) {
	var copied [cutoff]uint32
	var ranks [cutoff]int
	for i, value := range values {
		after := 0
		for j, other := range copied[:i] {
			is := isBefore(value, other)
			ranks[j] += is
			after += is
		}
		copied[i], ranks[i] = value, i-after
	}
	for i, place := range ranks[:len(values)] {
		values[place] = copied[i]
	}
}

func smallSort(values []uint32) {
	switch small {
	case selection:
		selectionSort(values)
	case insertion:
		insertionSort(values)
	case rank:
		rankSort(values)
	}
}

// Room for n values: a part of what was given, or new.
func room(scratch []uint32, n int) []uint32 {
	if scratchMade == eachTime {
		return make([]uint32, n)
	}
	return scratch[:n]
}

func mergeSort(values, scratch []uint32) {
	middle := len(values) / 2
	sortPart(values[:middle], scratch)
	sortPart(values[middle:], scratch)
	// What is merged into the scratch goes all back; what is merged from it is half as much to move.
	lower, result := values[:middle], values
	if moved == allBack {
		result = room(scratch, len(values))
	} else {
		lower = room(scratch, middle)
		copy(lower, values)
	}
	left, right, out := 0, middle, 0
	for left < len(lower) && right < len(values) {
		a, b := lower[left], values[right]
		if choice == branch {
			if before(b, a) {
				result[out] = b
				right++
			} else {
				result[out] = a
				left++
			}
		} else {
			fromRight := isBefore(b, a)
			result[out] = a ^ (a^b)&uint32(-fromRight)
			right += fromRight
			left += 1 - fromRight
		}
		out++
	}
	copy(result[out:], lower[left:])
	if moved == allBack {
		copy(values, result[:right])
	}
}

func middleOf(a, b, c uint32) uint32 {
	if before(b, a) {
		a, b = b, a
	}
	if before(c, a) {
		return a
	}
	if before(c, b) {
		return c
	}
	return b
}

// Sorts one side of so many values; a pivot that left nearly all on one side is not chosen again.
func sortSide(values, scratch []uint32, of int) {
	if len(values) > of-of/8 {
		mergeSort(values, scratch)
	} else {
		sortPart(values, scratch)
	}
}

func quicksort(values, scratch []uint32) {
	n := len(values)
	pivot := middleOf(values[0], values[n/2], values[n-1])
	upper := room(scratch, n)
	less, more := 0, 0
	for _, value := range values {
		if choice == branch {
			if before(value, pivot) {
				values[less] = value
				less++
			} else if before(pivot, value) {
				upper[more] = value
				more++
			}
		} else {
			values[less], upper[more] = value, value
			less += isBefore(value, pivot)
			more += isBefore(pivot, value)
		}
	}
	for i := less; i < n-more; i++ {
		values[i] = pivot
	}
	copy(values[n-more:], upper)
	sortSide(values[:less], scratch, n)
	sortSide(values[n-more:], scratch, n)
}

// Moves values in order of one digit, ties as they are; afterwards ends holds where each digit's end.
func distribute(from, to []uint32, shift, bits uint, ends []uint32) {
	mask := uint32(1)<<bits - 1
	clear(ends)
	for _, value := range from {
		ends[key(value)>>shift&mask]++
	}
	total := uint32(0)
	for digit, count := range ends {
		ends[digit] = total
		total += count
	}
	for _, value := range from {
		place := &ends[key(value)>>shift&mask]
		to[*place] = value
		*place++
	}
}

var radixEnds [1 << radixBits]uint32

func radixSort(values, scratch []uint32) {
	from, to := values, room(scratch, len(values))
	for shift := uint(0); shift < 32-splitBits; shift += radixBits {
		distribute(from, to, shift, radixBits, radixEnds[:])
		if moved == allBack {
			copy(from, to)
		} else {
			from, to = to, from
		}
	}
	if &from[0] != &values[0] {
		copy(values, from)
	}
}

func sortPart(values, scratch []uint32) {
	switch {
	case len(values) <= cutoff:
		smallSort(values)
	case base == radix && len(values) >= leastForRadix:
		radixSort(values, scratch)
	case base == quick:
		quicksort(values, scratch)
	default:
		mergeSort(values, scratch)
	}
}

var splitEnds [1 << splitBits]uint32

// Sorts, and returns that of the two in which the result is.
func sorted(values, scratch []uint32) []uint32 {
	if splitBits == 0 {
		sortPart(values, scratch)
		return values
	}
	distribute(values, scratch, 32-splitBits, splitBits, splitEnds[:])
	start := uint32(0)
	for _, end := range splitEnds {
		sortPart(scratch[start:end], values)
		start = end
	}
	return scratch
}

// Numbers, as they are to be compared, in the place of the values; NaNs aside.
func splitOffNaNs(values []uint32) (numbers, nans []uint32) {
	count := 0
	for _, bits := range values {
		if isNaN(bits) {
			nans = append(nans, bits)
			continue
		}
		if compared == keysOnce {
			bits = keyOf(bits)
		}
		values[count] = bits
		count++
	}
	return values[:count], nans
}

func bytesOf(words []uint32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), 4*len(words))
}

func readExactly(in io.Reader, to []byte) {
	for len(to) > 0 {
		step := min(readBytes, len(to))
		if _, err := io.ReadFull(in, to[:step]); err != nil {
			os.Exit(1)
		}
		to = to[step:]
	}
}

func writeExactly(out io.Writer, from []byte) {
	for len(from) > 0 {
		step := min(writeBytes, len(from))
		if _, err := out.Write(from[:step]); err != nil {
			os.Exit(1)
		}
		from = from[step:]
	}
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var header [4]byte
	readExactly(in, header[:])
	n := int32(binary.LittleEndian.Uint32(header[:]))
	if n < 1 || n > maxN {
		os.Exit(1)
	}
	values := make([]uint32, n)
	readExactly(in, bytesOf(values))
	numbers, nans := splitOffNaNs(values)
	result := sorted(numbers, make([]uint32, len(numbers)))
	if compared == keysOnce {
		for i, key := range result {
			result[i] = bitsOf(key)
		}
	}
	writeExactly(out, bytesOf(result))
	writeExactly(out, bytesOf(nans))
	if out.Flush() != nil {
		os.Exit(1)
	}
}
