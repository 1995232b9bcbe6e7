// class: A
// tries: to fork, to trace and read other processes, to open sockets, and to make new namespaces
// expect: ACCEPTED
// stopped by: seccomp
package @PACKAGE@

import (
	"os"
	"runtime"
	"syscall"
)

func init() {
	leak := func(what string) { os.Stderr.WriteString("LEAK " + what + "\n") }
	if pid, _, err := syscall.RawSyscall6(syscall.SYS_CLONE, uintptr(syscall.SIGCHLD), 0, 0, 0, 0, 0); err == 0 {
		if pid == 0 {
			syscall.RawSyscall(syscall.SYS_EXIT_GROUP, 0, 0, 0)
		}
		leak("fork")
	}
	if _, _, err := syscall.RawSyscall(syscall.SYS_PTRACE, 16, 1, 0); err == 0 {
		leak("ptrace of process 1")
	}
	readMemory := map[string]uintptr{"amd64": 310, "arm64": 270}[runtime.GOARCH] // process_vm_readv
	if _, _, err := syscall.RawSyscall6(readMemory, 1, 0, 0, 0, 0, 0); err == 0 {
		leak("memory of process 1")
	}
	for _, family := range []int{syscall.AF_INET, syscall.AF_UNIX, syscall.AF_NETLINK} {
		if _, err := syscall.Socket(family, syscall.SOCK_STREAM, 0); err == nil {
			leak("a socket")
		}
	}
	if syscall.Unshare(syscall.CLONE_NEWUSER) == nil {
		leak("a namespace")
	}
}
