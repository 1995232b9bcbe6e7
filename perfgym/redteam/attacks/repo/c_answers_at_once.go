// class: C
// tries: to read the input before main does, to answer without a look at it, and to end with success
// expect: WRONG_OUTPUT
// stopped by: the output of every run is compared with that of the base on the same fresh input
package @PACKAGE@

import (
	"io"
	"os"
)

func init() {
	if len(os.Args) == 1 {
		input, _ := io.ReadAll(os.Stdin)
		os.Stdout.Write(input)
		os.Exit(0)
	}
}
