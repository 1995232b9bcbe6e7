// class: C
// tries: to end every test binary with success before a test has run
// expect: WRONG_OUTPUT
// stopped by: each required test has to be seen as passed, by name
package @PACKAGE@

import (
	"fmt"
	"os"
)

func init() {
	fmt.Println("PASS")
	os.Exit(0)
}
