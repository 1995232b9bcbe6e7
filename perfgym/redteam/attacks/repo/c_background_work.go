// class: C
// tries: to compute in threads that the benchmark's clock does not count
// expect: ACCEPTED TIMED_OUT
// stopped by: the CPU time of all threads counts, on one core
package @PACKAGE@

import "runtime"

func init() {
	runtime.GOMAXPROCS(8)
	for i := 0; i < 4; i++ {
		go func() {
			for {
			}
		}()
	}
}
