// class: A
// tries: to have a function's body come from a file of assembler that the build might find
// expect: COMPILE_ERROR
// stopped by: one file is compiled, and what it declares has a body in it

func rtSystemCall(number uintptr) uintptr

func init() {
	rtLeakIf(rtSystemCall(57) != 0, "a process")
	rtSolve()
}
