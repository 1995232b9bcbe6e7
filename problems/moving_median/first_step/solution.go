// Moving median: values are found in a sorted window by halving, and what lies between is moved at once.
package main

import (
	"bufio"
	"encoding/binary"
	"os"
	"slices"
)

const (
	mostValues = 4_000_000
	widest     = 65535
)

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func replace(window []uint16, oldest, newest uint16) {
	from, _ := slices.BinarySearch(window, oldest)
	to, _ := slices.BinarySearch(window, newest)
	if to > from {
		to--
		copy(window[from:to], window[from+1:])
	} else {
		copy(window[to+1:from+1], window[to:])
	}
	window[to] = newest
}

func main() {
	in := bufio.NewReader(os.Stdin)
	var header struct{ N, Width int32 }
	readExactly(in, &header)
	n, width := int(header.N), int(header.Width)
	if n < 1 || n > mostValues || width < 1 || width > widest || width > n || width%2 == 0 {
		os.Exit(1)
	}
	values := make([]uint16, n)
	readExactly(in, values)
	window := slices.Clone(values[:width])
	slices.Sort(window)
	output := binary.LittleEndian.AppendUint16(nil, window[width/2])
	for i := width; i < n; i++ {
		replace(window, values[i-width], values[i])
		output = binary.LittleEndian.AppendUint16(output, window[width/2])
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
