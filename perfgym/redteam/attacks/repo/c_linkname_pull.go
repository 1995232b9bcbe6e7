// class: C
// tries: to reach the inner state of the run-time by name
// expect: COMPILE_ERROR
// stopped by: the linker lets nobody refer to symbols of the run-time that it does not give away
package @PACKAGE@

import _ "unsafe"

//go:linkname memstats runtime.memstats
var memstats [1 << 10]byte

//go:linkname runtimeNano time.runtimeNano
func runtimeNano() int64

func init() { memstats[8] = byte(runtimeNano()) }
