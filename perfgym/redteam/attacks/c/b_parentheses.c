/* class: B
 * tries: to overflow the compiler's stack
 * expect: COMPILE_ERROR COMPILE_TIMEOUT ACCEPTED
 * stopped by: a compiler that crashes makes the build fail
 */
#define P4(x) ((((x))))
#define P16(x) P4(P4(P4(P4(x))))
#define P64(x) P16(P16(P16(P16(x))))
#define P256(x) P64(P64(P64(P64(x))))
#define P1K(x) P256(P256(P256(P256(x))))
#define P4K(x) P1K(P1K(P1K(P1K(x))))
int main(void) { return P4K(P4K(0)) + rt_solve(); }
