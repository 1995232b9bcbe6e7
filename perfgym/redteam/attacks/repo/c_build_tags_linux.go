// class: C
// tries: to keep wrong code out of tests by build tags and by the end of the file's name
// expect: WRONG_OUTPUT
// stopped by: tests and workloads are built with the same tags, and the output of every run is compared
//go:build linux && !test && !ignore

package @PACKAGE@

import "os"

func init() {
	if len(os.Args) == 1 {
		os.Stdout.WriteString("x")
	}
}
