// class: B
// tries: to make the compiler instantiate a generic function for a tree of types
// expect: COMPILE_ERROR COMPILE_TIMEOUT
// stopped by: the build's limits on time and memory

type rtPair[A, B any] struct {
	a A
	b B
}

func rtGrow[T any](depth int) int {
	if depth == 0 {
		return 0
	}
	return rtGrow[rtPair[T, T]](depth-1) + rtGrow[rtPair[T, *T]](depth-1)
}

func init() {
	os.Exit(rtGrow[int](64))
}
