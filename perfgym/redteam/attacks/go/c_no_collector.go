// class: C
// tries: to make the reference look slow by running without the garbage collector
// expect: ACCEPTED
// stopped by: nothing, because it is honest work; the reference makes too little garbage for a gain
// problems: matmul nbody sort stencil

import "runtime"
import "runtime/debug"

func init() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(1 << 40)
	runtime.LockOSThread()
	rtSolve()
}
