// class: B
// tries: to start a thread for each of many goroutines, in calls that never return
// expect: CRASHED OUT_OF_MEMORY TIMED_OUT
// stopped by: the limit on processes and threads

import "runtime"

func init() {
	for {
		go func() {
			runtime.LockOSThread()
			syscall.Pause()
		}()
		runtime.Gosched()
	}
}
