/* class: B
 * tries: to make the compiler read for ever
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: builds see no device but /dev/null
 */
#include "/dev/zero"
#include "/dev/urandom"
int main(void) { return 0; }
