/* class: B
 * tries: to win with the expert's program
 * expect: COMPILE_ERROR
 * stopped by: builds see only the compiler's own files
 */
#define main rt_expert_main
#include "@PROBLEM@/expert/solution.c"
#undef main
int main(void) { return rt_expert_main(); }
