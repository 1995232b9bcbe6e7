// class: C
// tries: to have the garbage collector run only when nearly all the memory is used that raises no suspicion
// expect: ACCEPTED
// stopped by: fresh pages cost more time than the collector does; memory beyond them is a suspicion
package @PACKAGE@

import "runtime/debug"

func init() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(20 << 20)
}
