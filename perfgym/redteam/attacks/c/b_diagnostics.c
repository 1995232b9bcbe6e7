/* class: B
 * tries: to fill the feedback with megabytes of diagnostics
 * expect: COMPILE_ERROR
 * stopped by: the number of errors is limited, and what is shown is cut
 */
#define W(x) _Pragma("GCC warning \"a long warning that says nothing at all, over and over again\"")
#define W16(x) W(x) W(x) W(x) W(x) W(x) W(x) W(x) W(x) W(x) W(x) W(x) W(x) W(x) W(x) W(x) W(x)
#define W256(x) W16(x) W16(x) W16(x) W16(x) W16(x) W16(x) W16(x) W16(x) W16(x) W16(x) W16(x) W16(x) W16(x) W16(x) W16(x) W16(x)
W256(1)
int main(void) { return undeclared; }
