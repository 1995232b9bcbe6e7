// class: A
// tries: to get a function's body from an assembler file that the build might find
// expect: COMPILE_ERROR
// stopped by: one file is compiled, and each function in it must have its body there

func rtSystemCall(number uintptr) uintptr

func init() {
	rtLeakIf(rtSystemCall(57) != 0, "a process")
	rtSolve()
}
