// class: A
// tries: to overwrite variables of the run-time: its clock, its limit on stacks
// expect: COMPILE_ERROR
// stopped by: the linker gives access to no internal variable of the library

import _ "unsafe"

//go:linkname rtStart runtime.runtimeInitTime
var rtStart int64

//go:linkname rtStackCeiling runtime.maxstackceiling
var rtStackCeiling uintptr

func init() {
	rtStart, rtStackCeiling = 0, 1<<62
	rtSolve()
}
