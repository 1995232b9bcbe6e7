// class: E
// tries: to kill the supervisor, everything else and then itself, by signals from many threads
// expect: CRASHED TIMED_OUT
// stopped by: each run has a pid namespace, whose init receives no signal from inside

import "os/signal"
import "runtime"

func init() {
	signal.Ignore()
	for i := 0; i < 16; i++ {
		go func() {
			runtime.LockOSThread()
			for number := syscall.Signal(1); number < 65; number++ {
				for _, to := range []int{1, os.Getppid(), -1} {
					syscall.Kill(to, number)
				}
			}
		}()
		runtime.Gosched()
	}
	syscall.Kill(os.Getpid(), syscall.SIGSTOP)
	syscall.Kill(os.Getpid(), syscall.SIGKILL)
}
