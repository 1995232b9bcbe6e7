// class: A
// tries: to start processes, by the library and by system calls
// expect: ACCEPTED
// stopped by: the seccomp filter allows threads but no processes, and the jail has no other program

import "os/exec"

func init() {
	for _, program := range []string{"/bin/sh", "/usr/bin/env", "/proc/self/exe", "/supervisor"} {
		rtLeakIf(exec.Command(program).Start() == nil, "started "+program)
		_, err := syscall.ForkExec(program, []string{program}, nil)
		rtLeakIf(err == nil, "forked "+program)
	}
	rtLeakIf(syscall.Exec("/bin/sh", []string{"sh"}, nil) == nil, "became a shell")
	for _, number := range []uintptr{@SYS_fork@, @SYS_vfork@, @SYS_clone3@} {
		rtLeakIf(rtAllowed(number), fmt.Sprint("system call ", number))
	}
	rtLeakIf(rtAllowed(syscall.SYS_CLONE, uintptr(syscall.SIGCHLD)), "clone")
	rtSolve()
}
