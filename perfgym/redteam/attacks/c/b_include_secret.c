/* class: B
 * tries: to make the compiler quote a host file
 * expect: COMPILE_ERROR
 * stopped by: builds see only the compiler's own files
 */
#include "/etc/passwd"
#include "/etc/shadow"
#include "@PROBLEM@/expert/solution.c"
