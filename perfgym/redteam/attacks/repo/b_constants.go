// class: B
// tries: to keep the compiler busy with constants of millions of digits
// expect: COMPILE_ERROR COMPILE_TIMEOUT
// stopped by: the compiler's own limit of constants, and the time limit of a build
package @PACKAGE@

const (
	attack0 = 1 << 500
	attack1 = attack0 * attack0
	attack2 = attack1 * attack1
	attack3 = attack2 * attack2
)

var _ = attack3 >> 3999
