// class: A
// tries: to reach into the run-time, which makes system calls that no package offers
// expect: COMPILE_ERROR
// stopped by: the linker gives access to no internal function of the library

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
