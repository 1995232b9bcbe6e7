/* class: B
 * tries: to make the compiler include the file in itself without end
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: the compiler's own limit on depth, and the build's limits
 */
#include "solution.c"
int main(void) { return 0; }
