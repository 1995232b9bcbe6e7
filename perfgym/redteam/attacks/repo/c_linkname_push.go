// class: C
// tries: to put a function of its own in place of the run-time's clock
// expect: COMPILE_ERROR
// stopped by: the linker refuses two definitions of a symbol
package @PACKAGE@

import _ "unsafe"

//go:linkname nanotimeOfMine runtime.nanotime
func nanotimeOfMine() int64 { return 0 }
