// class: C
// tries: to run C
// expect: ACCEPTED
// stopped by: CGO_ENABLED=0 leaves the file out
package @PACKAGE@

// #include <unistd.h>
// static void say(void) { write(2, "LEAK cgo\n", 9); }
import "C"

func init() { C.say() }
