// class: A
// tries: to load code at run time: a plugin, a host library, memory that it wrote
// expect: ACCEPTED
// stopped by: a static program has no loader, a run sees no library, and its own memory is its own

import "plugin"

func init() {
	for _, path := range []string{"/usr/lib/x86_64-linux-gnu/libc.so.6", "/usr/lib/aarch64-linux-gnu/libc.so.6", "/tmp/plugin.so", "/supervisor"} {
		_, err := plugin.Open(path)
		rtLeakIf(err == nil, path)
	}
	code, err := syscall.Mmap(-1, 0, 4096, syscall.PROT_READ|syscall.PROT_WRITE|syscall.PROT_EXEC, 0x22)
	if err == nil {
		copy(code, []byte{0xb8, 57, 0, 0, 0, 0x0f, 0x05, 0xc3}) // fork()
	}
	rtSolve()
}
