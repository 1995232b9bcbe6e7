// class: B
// tries: to keep the compiler busy with types that grow without end
// expect: COMPILE_ERROR COMPILE_TIMEOUT
// stopped by: the compiler's own check, and the time limit of a build
package @PACKAGE@

type attackPair[A, B any] struct {
	a A
	b B
}

func attackGrow[A any](n int) any {
	if n == 0 {
		return *new(A)
	}
	return attackGrow[attackPair[A, A]](n - 1)
}

func init() { attackGrow[int](3) }
