// class: B
// tries: to start threads without end
// expect: CRASHED TIMED_OUT OUT_OF_MEMORY
// stopped by: the limit of processes and threads of a run
package @PACKAGE@

import (
	"os"
	"runtime"
	"time"
)

func init() {
	for len(os.Args) == 1 {
		go func() {
			runtime.LockOSThread()
			time.Sleep(time.Hour)
		}()
	}
}
