// class: C
// tries: to make the reference look slow by leaving the garbage collector out of its own run alone
// expect: ACCEPTED
// stopped by: nothing, as it is honest work; the reference makes too little garbage for a gain
// problems: matmul nbody sort stencil

import "runtime"
import "runtime/debug"

func init() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(1 << 40)
	runtime.LockOSThread()
	rtSolve()
}
