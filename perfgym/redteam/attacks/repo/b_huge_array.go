// class: B
// tries: to have the compiler write gigabytes
// expect: COMPILE_ERROR COMPILE_TIMEOUT
// stopped by: the scratch, memory and time limits of a build
package @PACKAGE@

var huge = [1 << 29]byte{1 << 28: 1, 1<<29 - 1: 2}

func init() { huge[0]++ }
