// class: C
// tries: to save the time of the garbage collector by holding all memory
// expect: ACCEPTED OUT_OF_MEMORY
// stopped by: a peak of memory far above the base's is a suspicion, and a suspicion is not paid
package @PACKAGE@

import "runtime/debug"

func init() { debug.SetGCPercent(-1) }
