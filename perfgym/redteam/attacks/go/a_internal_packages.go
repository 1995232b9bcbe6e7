// class: A
// tries: to import internal packages of the library, and host files by their paths
// expect: COMPILE_ERROR
// stopped by: the compiler sees only the public packages

import "internal/syscall/unix"
import "../../../../../../../../root/.cache/perfgym/go/internal/poll"
import "/etc/passwd"

func init() {
	rtLeakIf(unix.GetRandom != nil && poll.ErrFileClosing != nil && passwd.Root, "internal packages")
	rtSolve()
}
