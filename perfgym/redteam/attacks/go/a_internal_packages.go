// class: A
// tries: to import what the library keeps to itself, and files of the host by their paths
// expect: COMPILE_ERROR
// stopped by: the compiler is shown the public packages alone

import "internal/syscall/unix"
import "../../../../../../../../root/.cache/perfgym/go/internal/poll"
import "/etc/passwd"

func init() {
	rtLeakIf(unix.GetRandom != nil && poll.ErrFileClosing != nil && passwd.Root, "internal packages")
	rtSolve()
}
