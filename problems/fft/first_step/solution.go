// The peak power spectrum of windows of a signal: each is transformed recursively, even and odd samples
// apart, with factors that are computed once.
package main

import (
	"bufio"
	"encoding/binary"
	"math"
	"math/cmplx"
	"os"
)

const (
	maxK       = 15
	maxHop     = 32768
	maxWindows = 4000
)

func readExactly(from *bufio.Reader, to any) {
	if binary.Read(from, binary.LittleEndian, to) != nil {
		os.Exit(1)
	}
}

func transform(values, factors []complex128) {
	n := len(values)
	if n == 1 {
		return
	}
	half := n / 2
	even, odd := make([]complex128, half), make([]complex128, half)
	for i := range half {
		even[i] = values[2*i]
		odd[i] = values[2*i+1]
	}
	transform(even, factors)
	transform(odd, factors)
	stride := 2 * len(factors) / n
	for i := range half {
		turned := odd[i] * factors[i*stride]
		values[i] = even[i] + turned
		values[i+half] = even[i] - turned
	}
}

func takeWindow(window []complex64, factors []complex128, power []float64) {
	values := make([]complex128, len(window))
	for i, sample := range window {
		values[i] = complex128(sample)
	}
	transform(values, factors)
	for i, value := range values {
		power[i] = max(power[i], real(value)*real(value)+imag(value)*imag(value))
	}
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	var header struct{ K, Hop, Windows int32 }
	readExactly(in, &header)
	if header.K < 0 || header.K > maxK || header.Hop < 1 || header.Hop > maxHop {
		os.Exit(1)
	}
	if header.Windows < 1 || header.Windows > maxWindows {
		os.Exit(1)
	}
	n, hop, windows := 1<<header.K, int(header.Hop), int(header.Windows)
	signal := make([]complex64, (windows-1)*hop+n)
	readExactly(in, signal)
	factors := make([]complex128, n/2)
	for j := range factors {
		factors[j] = cmplx.Rect(1, -2*math.Pi*float64(j)/float64(n))
	}
	power := make([]float64, n)
	for w := range windows {
		takeWindow(signal[w*hop:w*hop+n], factors, power)
	}
	peaks := make([]float32, n)
	for i, most := range power {
		peaks[i] = float32(most / float64(n))
	}
	if binary.Write(out, binary.LittleEndian, peaks) != nil || out.Flush() != nil {
		os.Exit(1)
	}
}
