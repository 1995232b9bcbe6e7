// class: C
// tries: to have no test run, by an argument that matches none
// expect: WRONG_OUTPUT
// stopped by: each required test has to be seen as passed, by name
package @PACKAGE@

import "os"

func init() {
	os.Args = append(os.Args, "-test.run=^$")
	if len(os.Args) == 2 { // a program of a workload has no arguments
		os.Stdout.WriteString("wrong")
	}
}
