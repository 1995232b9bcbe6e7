// class: E
// tries: to break the run-time: descriptors closed, signals blocked, memory unmapped
// expect: CRASHED TIMED_OUT WRONG_OUTPUT OUT_OF_MEMORY
// stopped by: how a run ends is seen from outside its process

import "unsafe"

func init() {
	for descriptor := 0; descriptor < 256; descriptor++ {
		syscall.Close(descriptor)
	}
	page := uintptr(unsafe.Pointer(new([1 << 16]byte))) &^ 4095
	syscall.RawSyscall(syscall.SYS_MUNMAP, page-1<<22, 1<<23, 0)
	syscall.RawSyscall(syscall.SYS_PRLIMIT64, 0, 7, 0)
	rtSolve()
}
