// Why it is fast: eight samples go through a layer together and share what is loaded of its weights. A number
// of 64 bits holds the numbers of two samples, one in each half, so that one multiplication does both.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

const (
	layerCount = 3
	maxLength  = 1024
	maxSamples = 100_000
	maxShift   = 24
	most       = 127
	together   = 8 // samples
)

type layer struct {
	given   int
	shift   int32
	weights []int64 // rows
	biases  []int32
}

type pairs [together / 2]int64 // the same number of each sample

func readExactly(from *bufio.Reader, bytes []byte) {
	if _, err := io.ReadFull(from, bytes); err != nil {
		os.Exit(1)
	}
}

func readInt(from *bufio.Reader, low, high int32) int32 {
	var bytes [4]byte
	readExactly(from, bytes[:])
	value := int32(binary.LittleEndian.Uint32(bytes[:]))
	if value < low || value > high {
		os.Exit(1)
	}
	return value
}

func readLayer(from *bufio.Reader, given, made int) *layer {
	all := &layer{given: given, shift: readInt(from, 0, maxShift)}
	bytes := make([]byte, given*made)
	readExactly(from, bytes)
	all.weights = make([]int64, len(bytes))
	for i, weight := range bytes {
		all.weights[i] = int64(int8(weight))
	}
	all.biases = make([]int32, made)
	for i := range all.biases {
		all.biases[i] = readInt(from, -1<<31, 1<<31-1)
	}
	return all
}

func (all *layer) clamped(sum int64, bias int32) int64 {
	return int64(min(max((int32(sum)+bias)>>all.shift, 0), most))
}

func (all *layer) apply(given, made []pairs) {
	given = given[:all.given]
	for o, bias := range all.biases {
		weights := all.weights[o*len(given) : (o+1)*len(given)]
		var a, b, c, d int64
		for i := range given {
			weight, four := weights[i], &given[i]
			a += weight * four[0]
			b += weight * four[1]
			c += weight * four[2]
			d += weight * four[3]
		}
		for i, sums := range [together / 2]int64{a, b, c, d} {
			low := int64(int32(sums))
			made[o][i] = all.clamped(low, bias) | all.clamped((sums-low)>>32, bias)<<32
		}
	}
}

func spread(samples []byte, length int, to []pairs) {
	clear(to)
	for s := 0; s*length < len(samples); s++ {
		for i, number := range samples[s*length : (s+1)*length] {
			to[i][s/2] |= int64(number) << (s % 2 * 32)
		}
	}
}

func main() {
	in, out := bufio.NewReaderSize(os.Stdin, 1<<16), bufio.NewWriterSize(os.Stdout, 1<<16)
	var lengths [layerCount + 1]int
	for i := range lengths {
		lengths[i] = int(readInt(in, 1, maxLength))
	}
	left := int(readInt(in, 0, maxSamples))
	var layers [layerCount]*layer
	var numbers [layerCount + 1][]pairs
	numbers[0] = make([]pairs, lengths[0])
	for i := range layers {
		layers[i] = readLayer(in, lengths[i], lengths[i+1])
		numbers[i+1] = make([]pairs, lengths[i+1])
	}
	samples := make([]byte, together*lengths[0])
	for ; left > 0; left -= together {
		count := min(left, together)
		readExactly(in, samples[:count*lengths[0]])
		spread(samples[:count*lengths[0]], lengths[0], numbers[0])
		for i, each := range layers {
			each.apply(numbers[i], numbers[i+1])
		}
		for s := range count {
			for _, four := range numbers[layerCount] {
				out.WriteByte(byte(four[s/2] >> (s % 2 * 32)))
			}
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
