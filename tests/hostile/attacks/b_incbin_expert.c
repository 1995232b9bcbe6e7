/* class: B
 * tries: to win with the expert's program
 * expect: COMPILE_ERROR
 * stopped by: builds see the compiler's own files alone
 */
#define main expert_main
#include "@BANK@/matmul/expert/solution.c"
#undef main
int main(void) { return expert_main(); }
