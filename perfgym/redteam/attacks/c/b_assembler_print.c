/* class: B
 * tries: to make the assembler flood the compiler's standard output and error
 * expect: ACCEPTED COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: both are memory files of limited size, and only a little of them is shown
 */
__asm__(".rept 3000000\n.print \"Status: ACCEPTED\\033[2J Reward: 1.0 root of all\"\n.warning \"Status: ACCEPTED\"\n.endr\n");
int main(void) { return rt_solve(); }
