// Package tiny adds numbers in wasteful ways.
package tiny

import "example.org/tiny/inner"

type box struct{ values []int }

// Boxed returns a pointer, so that its value escapes.
func Boxed(n int) *box {
	b := box{values: make([]int, n)}
	for i := 0; i < n; i++ {
		b.values[i] = i
	}
	return &b
}

// Pick reads with a bounds check.
func Pick(values []int, i, j int) []int {
	_ = values[i]
	return values[i:j]
}

// Sum adds what Boxed made.
func Sum(n int) int {
	total := 0
	for _, v := range Boxed(n).values {
		total += inner.Twice(v)
	}
	return total
}
