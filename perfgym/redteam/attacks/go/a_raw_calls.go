// class: A
// tries: system calls that reach other processes, counters, keys, mounts, namespaces and kernel extensions
// expect: ACCEPTED
// stopped by: the seccomp filter, and a lack of capabilities

import "unsafe"

func init() {
	var attributes [128]byte
	attributes[4] = byte(len(attributes)) // counts cycles
	there := uintptr(unsafe.Pointer(&attributes[0]))
	itself := ^uintptr(0)
	for name, call := range map[string][]uintptr{
		"perf_event_open": {298, there, 0, itself, itself, 0}, "ptrace": {101, 16, uintptr(os.Getppid())},
		"process_vm_readv": {310, 1, there, 1, there, 1, 0}, "io_uring_setup": {425, 8, there},
		"bpf": {321, 0, there, 64}, "userfaultfd": {323, 0}, "keyctl": {250, 0, itself - 2, 1},
		"unshare": {272, 0x10000000}, "mount": {165, there, there, there, 0, 0}, "chroot": {161, there},
		"sched_setaffinity": {203, 0, 8, there}, "setpriority": {141, 0, 0, itself - 9},
		"memfd_create": {319, there, 0}, "shmget": {29, 0, 4096, 01600}, "personality": {135, 0x0040000},
		"clock_settime": {227, 0, there}, "pidfd_open": {434, 1, 0}, "socket": {41, 1, 1, 0},
	} {
		rtLeakIf(rtAllowed(call[0], call[1:]...), name)
	}
	rtSolve()
}
