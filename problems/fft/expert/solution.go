// Why it is fast: factors are computed once; transforms are in place, in complex64, and take two levels in
// one pass. Outputs stay in the order in which the passes leave them; the greatest powers are kept in that
// order, and sorted into the right one once, at the end.
package main

import (
	"encoding/binary"
	"io"
	"math"
	"math/bits"
	"os"
	"unsafe"
)

const (
	maxK       = 15
	maxHop     = 32768
	maxWindows = 4000
)

func readExactly(to []byte) {
	if _, err := io.ReadFull(os.Stdin, to); err != nil {
		os.Exit(1)
	}
}

func bytesOf[T complex64 | float32](values []T) []byte {
	size := len(values) * int(unsafe.Sizeof(values[0]))
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(values))), size)
}

// exp(-2 pi i j / n) for all j, from few sines.
func computeFactors(n int) []complex128 {
	all, few := make([]complex128, n), min(n, 128)
	factor := func(j int) complex128 {
		sin, cos := math.Sincos(-2 * math.Pi * float64(j) / float64(n))
		return complex(cos, sin)
	}
	for j := range few {
		all[j] = factor(j)
	}
	for start := few; start < n; start += few {
		turned := factor(start)
		for j := range few {
			all[start+j] = turned * all[j]
		}
	}
	return all
}

// The three factors of each column, for blocks of each power of 4.
type plan [][][3]complex64

func newPlan(n int) plan {
	factors, steps := computeFactors(n), plan{}
	for length := 16; length <= n; length *= 4 {
		step, stride := make([][3]complex64, length/4), n/length
		for j := range step {
			for q := range 3 {
				step[j][q] = complex64(factors[(q+1)*j*stride])
			}
		}
		steps = append(steps, step)
	}
	return steps
}

func transform4(a, b, c, d complex64) (complex64, complex64, complex64, complex64) {
	s, t, u, v := a+c, b+d, a-c, b-d
	v = complex(imag(v), -real(v))
	return s + t, u + v, s - t, u - v
}

// Makes four blocks of one.
func takeStep(block []complex64, factors [][3]complex64) {
	n := len(factors)
	a, b, c, d := block[:n], block[n:2*n], block[2*n:3*n], block[3*n:4*n]
	for j := range factors {
		f := &factors[j]
		p, q, r, s := transform4(a[j], b[j], c[j], d[j])
		a[j], b[j], c[j], d[j] = p, q*f[0], r*f[1], s*f[2]
	}
}

// Leaves the value of a frequency where its digits to the base 4 say, last digit first.
func (p plan) transform(values []complex64) {
	for i := len(p) - 1; i >= 0; i-- {
		length := 4 * len(p[i])
		for start := 0; start < len(values); start += length {
			takeStep(values[start:start+length], p[i])
		}
	}
}

func power(z complex64) float32 {
	return real(z)*real(z) + imag(z)*imag(z)
}

// The last step of a transform, and the power that it makes.
func takeLastStep(values []complex64, most []float32) {
	for ; len(values) >= 4 && len(most) >= 4; values, most = values[4:], most[4:] {
		p, q, r, s := transform4(values[0], values[1], values[2], values[3])
		most[0] = max(most[0], power(p))
		most[1] = max(most[1], power(q))
		most[2] = max(most[2], power(r))
		most[3] = max(most[3], power(s))
	}
}

// Where the power of a frequency is, of n; n is a power of 4.
func placeOf(frequency, n int) int {
	place := 0
	for ; n > 1; n /= 4 {
		place = place*4 + frequency%4
		frequency /= 4
	}
	return place
}

type spectrum struct {
	n       int
	halves  bool // whether n is no power of 4
	factors []complex128
	steps   plan
	work    []complex64
	most    []float32
}

func newSpectrum(n int) *spectrum {
	halves, size := bits.Len(uint(n))%2 == 0, n
	if halves {
		size = n / 2
	}
	return &spectrum{n, halves, computeFactors(n), newPlan(size), make([]complex64, n), make([]float32, n)}
}

func (s *spectrum) add(window []complex64) {
	if s.n < 4 {
		a, b := window[0], window[s.n-1]
		if s.n == 1 {
			s.most[0] = max(s.most[0], power(a))
		} else {
			s.most[0] = max(s.most[0], power(a+b))
			s.most[1] = max(s.most[1], power(a-b))
		}
		return
	}
	if !s.halves {
		copy(s.work, window)
		s.steps.transform(s.work)
		takeLastStep(s.work, s.most)
		return
	}
	half := s.n / 2
	for j, a := range window[:half] {
		b := window[half+j]
		s.work[j] = a + b
		s.work[half+j] = (a - b) * complex64(s.factors[j])
	}
	for start := 0; start < s.n; start += half {
		s.steps.transform(s.work[start : start+half])
		takeLastStep(s.work[start:start+half], s.most[start:start+half])
	}
}

func (s *spectrum) at(frequency int) float32 {
	if s.n < 4 {
		return s.most[frequency]
	}
	if !s.halves {
		return s.most[placeOf(frequency, s.n)]
	}
	return s.most[frequency%2*s.n/2+placeOf(frequency/2, s.n/2)]
}

func main() {
	var header [12]byte
	readExactly(header[:])
	k := int32(binary.LittleEndian.Uint32(header[0:]))
	hop := int(int32(binary.LittleEndian.Uint32(header[4:])))
	windows := int(int32(binary.LittleEndian.Uint32(header[8:])))
	if k < 0 || k > maxK || hop < 1 || hop > maxHop || windows < 1 || windows > maxWindows {
		os.Exit(1)
	}
	n := 1 << k
	signal := make([]complex64, (windows-1)*hop+n)
	readExactly(bytesOf(signal))
	all := newSpectrum(n)
	for w := range windows {
		all.add(signal[w*hop : w*hop+n])
	}
	peaks := make([]float32, n)
	for f := range peaks {
		peaks[f] = all.at(f) / float32(n)
	}
	if _, err := os.Stdout.Write(bytesOf(peaks)); err != nil {
		os.Exit(1)
	}
}
