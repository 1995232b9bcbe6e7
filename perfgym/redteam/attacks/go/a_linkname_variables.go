// class: A
// tries: to overwrite the run-time's own variables, which need no body: its time, its limit on stacks
// expect: COMPILE_ERROR
// stopped by: the linker opens nothing that the library keeps to itself

import _ "unsafe"

//go:linkname rtStart runtime.runtimeInitTime
var rtStart int64

//go:linkname rtStackCeiling runtime.maxstackceiling
var rtStackCeiling uintptr

func init() {
	rtStart, rtStackCeiling = 0, 1<<62
	rtSolve()
}
