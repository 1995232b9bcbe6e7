// Moving median with everything a knob: whether the window is kept sorted, in two heaps, or as numbers of values:
// in a binary indexed tree (Fenwick), in a tree of digits, or one by one, where the median steps from value to
// value. How places and next values are found, how values are moved, reading and writing are chosen too.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"math/bits"
	"os"
	"slices"
	"unsafe"
)

const ( // FOUND: places in a sorted window
	linear = iota
	halving
	arithmetic
)

const ( // MOVED: values of a sorted window
	oneByOne = iota
	inALoop
	library
)

const ( // NEXT: how a step finds a value that occurs
	eachCount = iota
	wordsOfBits
	wordsOfWords
)

const (
	found        = ${FOUND}
	moved        = ${MOVED}
	next         = ${NEXT}
	children     = ${CHILDREN} // of an entry of a heap
	digitBits    = ${DIGIT_BITS}
	readBytes    = ${READ_BYTES}
	writeBytes   = ${WRITE_BYTES}
	inputBuffer  = ${INPUT_BUFFER} // bytes
	outputBuffer = ${OUTPUT_BUFFER}
	mostValues   = 4_000_000
	widest       = 65535
	valueBits    = 16
	allValues    = 1 << valueBits
	levels       = valueBits / digitBits
	wordBits     = 64
	groupBits    = wordBits * wordBits
)

type number = uint${COUNT_BITS}

// One way to keep a window.
type medians interface {
	start(values []uint16)
	replace(oldest, newest uint16)
	median() uint16
}

// A sorted window.
type sortedWindow struct{ values []uint16 }

func (w *sortedWindow) start(values []uint16) {
	w.values = slices.Clone(values)
	slices.Sort(w.values)
}

// Index of the first value that is not smaller, or the width.
func (w *sortedWindow) placeOf(value uint16) int {
	low, high := 0, len(w.values)
	if found == linear {
		for low < high && w.values[low] < value {
			low++
		}
	}
	for found == halving && low < high {
		middle := (low + high) / 2
		if w.values[middle] < value {
			low = middle + 1
		} else {
			high = middle
		}
	}
	for left := high; found == arithmetic && left > 0; {
		half := (left + 1) / 2
		isSmaller := int(uint32(int32(w.values[low+half-1])-int32(value)) >> 31)
		low += half * isSmaller
		left -= half
	}
	return low
}

// Moves values from the place of the one that leaves until the new one fits, comparing each.
func (w *sortedWindow) moveOneByOne(i int, newest uint16) {
	for ; i+1 < len(w.values) && w.values[i+1] < newest; i++ {
		w.values[i] = w.values[i+1]
	}
	for ; i > 0 && w.values[i-1] > newest; i-- {
		w.values[i] = w.values[i-1]
	}
	w.values[i] = newest
}

func (w *sortedWindow) moveDown(from, to int) {
	if moved == library {
		copy(w.values[from:to], w.values[from+1:to+1])
		return
	}
	for i := from; i < to; i++ {
		w.values[i] = w.values[i+1]
	}
}

func (w *sortedWindow) moveUp(from, to int) {
	if moved == library {
		copy(w.values[from+1:to+1], w.values[from:to])
		return
	}
	for i := to; i > from; i-- {
		w.values[i] = w.values[i-1]
	}
}

func (w *sortedWindow) replace(oldest, newest uint16) {
	from := w.placeOf(oldest)
	if moved == oneByOne {
		w.moveOneByOne(from, newest)
		return
	}
	to := w.placeOf(newest)
	if to > from {
		to--
		w.moveDown(from, to)
	} else {
		w.moveUp(to, from)
	}
	w.values[to] = newest
}

func (w *sortedWindow) median() uint16 { return w.values[len(w.values)/2] }

// A heap of the smaller half with the median at its top, and one of the larger half. The oldest value's slot gets
// the newest value, so that both keep their sizes.
type heapsWindow struct {
	slots        []uint16 // values, in the order in which they came
	places       []uint16 // of slots in their heaps
	isLower      []bool
	lower, upper []uint16 // slots
	oldest       int
}

// What is smallest at the top of a slot's heap.
func (w *heapsWindow) key(slot uint16) int32 {
	if w.isLower[slot] {
		return -int32(w.slots[slot])
	}
	return int32(w.slots[slot])
}

func (w *heapsWindow) setPlace(heap []uint16, place int, slot uint16) {
	heap[place] = slot
	w.places[slot] = uint16(place)
}

func (w *heapsWindow) leastChild(heap []uint16, place int) int {
	least := children*place + 1
	for child := least + 1; child < min(children*(place+1)+1, len(heap)); child++ {
		if w.key(heap[child]) < w.key(heap[least]) {
			least = child
		}
	}
	return least
}

func (w *heapsWindow) sift(heap []uint16, place int) {
	slot := heap[place]
	for place > 0 {
		parent := (place - 1) / children
		if w.key(heap[parent]) <= w.key(slot) {
			break
		}
		w.setPlace(heap, place, heap[parent])
		place = parent
	}
	for children*place+1 < len(heap) {
		child := w.leastChild(heap, place)
		if w.key(heap[child]) >= w.key(slot) {
			break
		}
		w.setPlace(heap, place, heap[child])
		place = child
	}
	w.setPlace(heap, place, slot)
}

func (w *heapsWindow) settle() {
	for len(w.upper) > 0 && w.slots[w.lower[0]] > w.slots[w.upper[0]] {
		larger, smaller := w.lower[0], w.upper[0]
		w.isLower[larger], w.isLower[smaller] = false, true
		w.setPlace(w.upper, 0, larger)
		w.setPlace(w.lower, 0, smaller)
		w.sift(w.upper, 0)
		w.sift(w.lower, 0)
	}
}

func (w *heapsWindow) start(values []uint16) {
	w.slots = slices.Clone(values)
	w.places = make([]uint16, len(values))
	w.isLower = make([]bool, len(values))
	for slot := range values {
		heap := &w.upper
		if w.isLower[slot] = slot <= len(values)/2; w.isLower[slot] {
			heap = &w.lower
		}
		*heap = append(*heap, uint16(slot))
		w.sift(*heap, len(*heap)-1)
	}
	w.settle()
}

func (w *heapsWindow) replace(_, newest uint16) {
	slot := w.oldest
	if w.oldest++; w.oldest == len(w.slots) {
		w.oldest = 0
	}
	w.slots[slot] = newest
	heap := w.upper
	if w.isLower[slot] {
		heap = w.lower
	}
	w.sift(heap, int(w.places[slot]))
	w.settle()
}

func (w *heapsWindow) median() uint16 { return w.slots[w.lower[0]] }

// Numbers of values in a binary indexed tree.
type indexedWindow struct {
	tree [allValues + 1]number
	half number
}

func (w *indexedWindow) add(value uint16, count number) {
	for at := uint32(value) + 1; at <= allValues; at += at & -at {
		w.tree[at] += count
	}
}

func (w *indexedWindow) start(values []uint16) {
	w.half = number(len(values) / 2)
	for _, value := range values {
		w.add(value, 1)
	}
}

func (w *indexedWindow) replace(oldest, newest uint16) {
	w.add(oldest, ^number(0))
	w.add(newest, 1)
}

func (w *indexedWindow) median() uint16 {
	value, left := 0, w.half
	for step := allValues / 2; step > 0; step /= 2 {
		if w.tree[value+step] <= left {
			value += step
			left -= w.tree[value]
		}
	}
	return uint16(value)
}

// Numbers of values that begin with some digits, for each number of digits.
type digitsWindow struct {
	trees [levels][allValues]number
	half  number
}

func (w *digitsWindow) add(value uint16, count number) {
	for level := range w.trees {
		w.trees[level][value>>(valueBits-digitBits*(level+1))] += count
	}
}

func (w *digitsWindow) start(values []uint16) {
	w.half = number(len(values) / 2)
	for _, value := range values {
		w.add(value, 1)
	}
}

func (w *digitsWindow) replace(oldest, newest uint16) {
	w.add(oldest, ^number(0))
	w.add(newest, 1)
}

func (w *digitsWindow) median() uint16 {
	value, left := 0, w.half
	for level := range w.trees {
		counts := &w.trees[level]
		for value <<= digitBits; counts[value] <= left; value++ {
			left -= counts[value]
		}
	}
	return uint16(value)
}

// Numbers of values, and the median with the number of smaller ones.
type stepsWindow struct {
	counts    [allValues]number
	occurring [allValues / wordBits]uint64  // values
	filled    [allValues / groupBits]uint64 // words of them that are not 0
	middle    int                           // the median
	smaller   int
	half      int
}

func (w *stepsWindow) put(value uint16) {
	w.counts[value]++
	if next >= wordsOfBits {
		w.occurring[value/wordBits] |= 1 << (value % wordBits)
	}
	if next == wordsOfWords {
		w.filled[value/groupBits] |= 1 << (value / wordBits % wordBits)
	}
}

func (w *stepsWindow) take(value uint16) {
	if w.counts[value]--; w.counts[value] > 0 || next == eachCount {
		return
	}
	w.occurring[value/wordBits] &^= 1 << (value % wordBits)
	if next == wordsOfWords && w.occurring[value/wordBits] == 0 {
		w.filled[value/groupBits] &^= 1 << (value / wordBits % wordBits)
	}
}

// The number of the last bit that is set below bit `end` of a set. There is one.
func lastBefore(words []uint64, end int) int {
	at := end / wordBits
	word := words[at] & (1<<(uint(end)%wordBits) - 1)
	for word == 0 {
		at--
		word = words[at]
	}
	return at*wordBits + bits.Len64(word) - 1
}

// The number of the first bit that is set above bit `start`. There is one.
func firstAfter(words []uint64, start int) int {
	at := start / wordBits
	word := words[at] & (^uint64(1) << (uint(start) % wordBits))
	for word == 0 {
		at++
		word = words[at]
	}
	return at*wordBits + bits.TrailingZeros64(word)
}

// The largest value that occurs and is smaller. There is one.
func (w *stepsWindow) before(value int) int {
	if next == eachCount {
		for value--; w.counts[value] == 0; value-- {
		}
		return value
	}
	word := value / wordBits
	if next == wordsOfBits || w.occurring[word]&(1<<(uint(value)%wordBits)-1) != 0 {
		return lastBefore(w.occurring[:], value)
	}
	word = lastBefore(w.filled[:], word)
	return word*wordBits + bits.Len64(w.occurring[word]) - 1
}

// The smallest value that occurs and is larger. There is one.
func (w *stepsWindow) after(value int) int {
	if next == eachCount {
		for value++; w.counts[value] == 0; value++ {
		}
		return value
	}
	word := value / wordBits
	if next == wordsOfBits || w.occurring[word]&(^uint64(1)<<(uint(value)%wordBits)) != 0 {
		return firstAfter(w.occurring[:], value)
	}
	word = firstAfter(w.filled[:], word)
	return word*wordBits + bits.TrailingZeros64(w.occurring[word])
}

func (w *stepsWindow) moveMedian() {
	for w.smaller > w.half {
		w.middle = w.before(w.middle)
		w.smaller -= int(w.counts[w.middle])
	}
	for w.smaller+int(w.counts[w.middle]) <= w.half {
		w.smaller += int(w.counts[w.middle])
		w.middle = w.after(w.middle)
	}
}

func (w *stepsWindow) start(values []uint16) {
	w.half = len(values) / 2
	for _, value := range values {
		w.put(value)
	}
	for w.counts[w.middle] == 0 {
		w.middle++
	}
	w.moveMedian()
}

func (w *stepsWindow) replace(oldest, newest uint16) {
	if int(newest) < w.middle {
		w.smaller++
	}
	if int(oldest) < w.middle {
		w.smaller--
	}
	w.put(newest)
	w.take(oldest)
	w.moveMedian()
}

func (w *stepsWindow) median() uint16 { return uint16(w.middle) }

// The kind that is chosen, and as what it is known where it is called: an interface cannot be inlined.
type chosenWindow = ${WINDOW}

type chosen = ${KNOWN_AS}

// Puts each median in the place of a value that has left.
func replaceAll(w chosen, values []uint16, width int) {
	w.start(values[:width])
	for i, newest := range values[width:] {
		oldest := values[i]
		values[i] = w.median()
		w.replace(oldest, newest)
	}
	values[len(values)-width] = w.median()
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

func bytesOf(values []uint16) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(values))), 2*len(values))
}

func main() {
	in, out := bufio.NewReaderSize(os.Stdin, inputBuffer), bufio.NewWriterSize(os.Stdout, outputBuffer)
	var header [8]byte
	readExactly(in, header[:])
	n := int(int32(binary.LittleEndian.Uint32(header[0:])))
	width := int(int32(binary.LittleEndian.Uint32(header[4:])))
	if n < 1 || n > mostValues || width < 1 || width > widest || width > n || width%2 == 0 {
		os.Exit(1)
	}
	values := make([]uint16, n)
	readExactly(in, bytesOf(values))
	replaceAll(new(chosenWindow), values, width)
	writeExactly(out, bytesOf(values[:n-width+1]))
	if out.Flush() != nil {
		os.Exit(1)
	}
}
