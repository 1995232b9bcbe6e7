// class: B
// tries: to fill the harness's memory with output
// expect: OUTPUT_TOO_LARGE TIMED_OUT
// stopped by: the output limit of a run
package @PACKAGE@

import "os"

func init() {
	for block := make([]byte, 1<<20); len(os.Args) == 1; {
		os.Stdout.Write(block)
	}
}
