// class: E
// tries: to end the supervisor and everything else, and then itself, by signals from many threads
// expect: CRASHED TIMED_OUT
// stopped by: a pid namespace a run, in which its init takes no signal from within

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
