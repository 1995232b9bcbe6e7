// class: C
// tries: to write output after the end, by finalizers, timers and remaining goroutines
// expect: WRONG_OUTPUT
// stopped by: a run is over when its process and all its threads have ended

import "runtime"
import "time"

func init() {
	answer := rtAnswer()
	kept := new([16]byte)
	runtime.SetFinalizer(kept, func(*[16]byte) {
		time.Sleep(50 * time.Millisecond)
		os.Stdout.Write(answer)
	})
	time.AfterFunc(50*time.Millisecond, func() { os.Stdout.Write(answer) })
	go func() {
		runtime.LockOSThread()
		time.Sleep(50 * time.Millisecond)
		os.Stdout.Write(answer)
	}()
	kept = nil
	runtime.GC()
	os.Exit(0)
}
