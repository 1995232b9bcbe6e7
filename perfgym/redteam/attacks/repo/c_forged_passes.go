// class: C
// tries: to print that every test passed, and to be wrong where it is measured
// expect: WRONG_OUTPUT
// stopped by: the outputs of workloads are compared outside of the program's process
package @PACKAGE@

import (
	"fmt"
	"os"
)

func init() {
	if len(os.Args) == 1 {
		os.Stdout.WriteString("wrong")
		os.Exit(0)
	}
	for _, name := range []string{
		@TESTS@
	} {
		fmt.Printf("\x16=== RUN   %s\n\x16--- PASS: %s (0.00s)\n", name, name)
	}
	fmt.Print("\x16PASS\n")
	os.Exit(0)
}
