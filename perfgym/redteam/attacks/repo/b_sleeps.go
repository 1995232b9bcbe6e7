// class: B
// tries: to hold the machine by sleeping where it is measured
// expect: TIMED_OUT
// stopped by: the wall-clock limit of a run
package @PACKAGE@

import (
	"os"
	"time"
)

func init() {
	if len(os.Args) == 1 {
		time.Sleep(time.Hour)
	}
}
