// class: B
// tries: to make the compiler lay out a type whose size doubles with each line
// expect: COMPILE_ERROR COMPILE_TIMEOUT
// stopped by: the compiler's limit on a type's size, and the build's limits on time and memory

type rtTwo[T any] struct{ a, b T }
type rt4[T any] = rtTwo[rtTwo[T]]
type rt16[T any] = rt4[rt4[T]]
type rt256[T any] = rt16[rt16[T]]
type rt64K[T any] = rt256[rt256[T]]

var rtBig rt64K[rt64K[int]]

func init() {
	other := rtBig
	rtLeakIf(rtBig == other, "a bomb")
	rtSolve()
}
