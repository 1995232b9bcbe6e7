// Why it is fast: a number-theoretic transform takes n log n steps, and its products are made in Montgomery's
// form, which needs no division. The transforms forwards leave their values in the order in which the one
// backwards takes them, so that nothing is sorted.
package main

import (
	"encoding/binary"
	"io"
	"os"
)

const (
	p               = 998244353
	root            = 3         // of order p - 1
	negativeInverse = 998244351 // of p, modulo 2^32
	one             = (1 << 32) % p
	square          = one * one % p
	maxPairs        = 1000000
	maxCoefficients = 100000
)

// x * y / 2^32 modulo p.
func product(x, y uint32) uint32 {
	z := uint64(x) * uint64(y)
	q := uint32(z) * negativeInverse
	return reduced(uint32((z + uint64(q)*p) >> 32))
}

// x modulo p, for x less than 2p.
func reduced(x uint32) uint32 {
	return min(x, x-p) // which is large where it is negative
}

func power(base uint32, exponent uint32) uint32 {
	result := uint32(one)
	for ; exponent > 0; exponent /= 2 {
		if exponent&1 == 1 {
			result = product(result, base)
		}
		base = product(base, base)
	}
	return result
}

// The powers of a root of order 2h begin at h.
func rootsOf(length int, inverse bool) []uint32 {
	roots := make([]uint32, length)
	for half := 1; half < length; half *= 2 {
		step := power(product(root, square), (p-1)/uint32(2*half))
		if inverse {
			step = power(step, p-2)
		}
		now := uint32(one)
		for j := range half {
			roots[half+j] = now
			now = product(now, step)
		}
	}
	return roots
}

func forward(x, roots []uint32) {
	for half := len(x) / 2; half > 0; half /= 2 {
		factors := roots[half : 2*half]
		for start := 0; start < len(x); start += 2 * half {
			low, high := x[start:][:len(factors)], x[start+half:][:len(factors)]
			for j, factor := range factors {
				a, b := low[j], high[j]
				low[j], high[j] = reduced(a+b), product(a-b+p, factor)
			}
		}
	}
}

func backward(x, roots []uint32) {
	for half := 1; half < len(x); half *= 2 {
		factors := roots[half : 2*half]
		for start := 0; start < len(x); start += 2 * half {
			low, high := x[start:][:len(factors)], x[start+half:][:len(factors)]
			for j, factor := range factors {
				a, b := low[j], product(high[j], factor)
				low[j], high[j] = reduced(a+b), reduced(a-b+p)
			}
		}
	}
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil || len(input) < 8 {
		os.Exit(1)
	}
	pairs, n := int(int32(binary.LittleEndian.Uint32(input))), int(int32(binary.LittleEndian.Uint32(input[4:])))
	if pairs < 0 || pairs > maxPairs || n < 1 || n > maxCoefficients || len(input)-8 < 8*pairs*n {
		os.Exit(1)
	}
	input = input[8:]
	length := 1
	for length < 2*n-1 {
		length *= 2
	}
	roots, back := rootsOf(length, false), rootsOf(length, true)
	// Undoes the transform's factor and the division by 2^32.
	factor := product(power(product(uint32(length), square), p-2), square)
	polynomials := [2][]uint32{make([]uint32, length), make([]uint32, length)}
	output := make([]byte, 0, 4*pairs*(2*n-1))
	for range pairs {
		for _, x := range polynomials {
			clear(x)
			for i := range n {
				x[i] = binary.LittleEndian.Uint32(input[4*i:])
			}
			input = input[4*n:]
			forward(x, roots)
		}
		a, b := polynomials[0], polynomials[1]
		for i := range a {
			a[i] = product(a[i], b[i])
		}
		backward(a, back)
		for _, value := range a[:2*n-1] {
			output = binary.LittleEndian.AppendUint32(output, product(value, factor))
		}
	}
	if _, err := os.Stdout.Write(output); err != nil {
		os.Exit(1)
	}
}
