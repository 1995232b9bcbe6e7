/* class: B
 * tries: to have the compiler quote a host file
 * expect: COMPILE_ERROR
 * stopped by: builds see the compiler's own files alone
 */
#include "/etc/passwd"
#include "/etc/shadow"
#include "@PROBLEM@/expert/solution.c"
