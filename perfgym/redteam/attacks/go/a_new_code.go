// class: A
// tries: to make memory executable, and to map as code what it wrote
// expect: ACCEPTED
// stopped by: the seccomp filter refuses each call that makes memory executable

import "unsafe"

func init() {
	page, err := syscall.Mmap(-1, 0, 4096, 3, 0x22)
	rtLeakIf(err != nil, "ordinary memory was refused")
	there := uintptr(unsafe.Pointer(&page[0]))
	code := **(**uintptr)(unsafe.Pointer(&[]func(){rtSolve}[0])) &^ 4095
	os.WriteFile("/tmp/code", make([]byte, 4096), 0o700)
	file, _ := os.OpenFile("/tmp/code", os.O_RDWR, 0)
	for rights := uintptr(4); rights < 8; rights++ {
		for name, call := range map[string][]uintptr{
			"private memory": {@SYS_mmap@, 0, 4096, rights, 0x22, ^uintptr(0), 0},
			"shared memory": {@SYS_mmap@, 0, 4096, rights, 0x21, ^uintptr(0), 0},
			"its output": {@SYS_mmap@, 0, 4096, rights, 2, 1, 0}, "a file of its own": {@SYS_mmap@, 0, 4096, rights, 2, file.Fd(), 0},
			"mprotect": {@SYS_mprotect@, there, 4096, rights}, "pkey_mprotect": {@SYS_pkey_mprotect@, there, 4096, rights, ^uintptr(0)},
			"mprotect of code": {@SYS_mprotect@, code, 4096, rights}, "personality": {@SYS_personality@, 0x400000},
		} {
			rtLeakIf(rtAllowed(call[0], call[1:]...), name)
		}
	}
	_, err = os.OpenFile("/proc/self/mem", os.O_RDWR, 0)
	rtLeakIf(err == nil, "its own memory as a file")
	rtSolve()
}
