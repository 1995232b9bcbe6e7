// class: A
// tries: to reach inside the run-time, where system calls are made that no package offers
// expect: COMPILE_ERROR
// stopped by: the linker, which opens nothing that the library keeps to itself

import _ "unsafe"

//go:linkname rtForkExec syscall.forkAndExecInChild
func rtForkExec() int

//go:linkname rtStopTheWorld runtime.stopTheWorld
func rtStopTheWorld() uintptr

func init() {
	rtLeakIf(rtForkExec() > 0, "a process")
	rtStopTheWorld()
	rtSolve()
}
