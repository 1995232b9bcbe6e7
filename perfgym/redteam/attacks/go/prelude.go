@REFERENCE@

// Follows the problem's reference program and precedes each attack in Go: functions for attacks.
// An attack is an init(), which runs before the reference's main() and can call it.

import (
	"fmt"
	"os"
	"syscall"
)

// Report on standard error that something forbidden worked; the attack then counts as not contained.
func rtLeakIf(worked bool, what string) {
	if worked {
		fmt.Fprintln(os.Stderr, "LEAK", what)
	}
}

// Solve the problem as the reference does, at the reference's cost, and exit.
func rtSolve() {
	main()
	os.Exit(0)
}

// Return the whole content of a descriptor, without changing its position.
func rtContents(descriptor int) []byte {
	var status syscall.Stat_t
	if err := syscall.Fstat(descriptor, &status); err != nil {
		panic(err)
	}
	contents := make([]byte, status.Size)
	for at := 0; at < len(contents); {
		got, err := syscall.Pread(descriptor, contents[at:], int64(at))
		if got <= 0 || err != nil {
			panic(fmt.Sprint("cannot read back: ", err))
		}
		at += got
	}
	return contents
}

// Take the reference's output back from standard output.
func rtAnswer() []byte {
	main()
	answer := rtContents(1)
	if syscall.Ftruncate(1, 0) != nil {
		panic("cannot take the output back")
	}
	syscall.Seek(1, 0, 0)
	return answer
}

// Whether a system call is allowed.
func rtAllowed(number uintptr, arguments ...uintptr) bool {
	var a [6]uintptr
	copy(a[:], arguments)
	_, _, failed := syscall.RawSyscall6(number, a[0], a[1], a[2], a[3], a[4], a[5])
	return failed == 0
}
