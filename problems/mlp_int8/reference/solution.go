// A neural network of three layers in int8: samples go through it one after the other.
package main

import (
	"bufio"
	"encoding/binary"
	"os"
)

const (
	layerCount = 3
	maxLength  = 1024
	maxSamples = 100_000
	maxShift   = 24
	most       = 127
)

type layer struct {
	shift   int32
	weights [][]int8 // a row for each number that is made
	biases  []int32
}

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func readLayer(from *bufio.Reader, given, made int32) layer {
	all := layer{weights: make([][]int8, made), biases: make([]int32, made)}
	readExactly(from, &all.shift)
	if all.shift < 0 || all.shift > maxShift {
		os.Exit(1)
	}
	for i := range all.weights {
		all.weights[i] = make([]int8, given)
		readExactly(from, all.weights[i])
	}
	readExactly(from, all.biases)
	return all
}

func (all *layer) apply(given, made []int8) {
	for o, weights := range all.weights {
		sum := all.biases[o]
		for i, weight := range weights {
			sum += int32(weight) * int32(given[i])
		}
		made[o] = int8(min(max(sum>>all.shift, 0), most))
	}
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var header struct {
		Lengths [layerCount + 1]int32
		Samples int32
	}
	readExactly(in, &header)
	for _, length := range header.Lengths {
		if length < 1 || length > maxLength {
			os.Exit(1)
		}
	}
	if header.Samples < 0 || header.Samples > maxSamples {
		os.Exit(1)
	}
	var layers [layerCount]layer
	var numbers [layerCount + 1][]int8
	numbers[0] = make([]int8, header.Lengths[0])
	for i := range layers {
		layers[i] = readLayer(in, header.Lengths[i], header.Lengths[i+1])
		numbers[i+1] = make([]int8, header.Lengths[i+1])
	}
	for range header.Samples {
		readExactly(in, numbers[0])
		for i := range layers {
			layers[i].apply(numbers[i], numbers[i+1])
		}
		if binary.Write(out, binary.LittleEndian, numbers[layerCount]) != nil {
			os.Exit(1)
		}
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}
