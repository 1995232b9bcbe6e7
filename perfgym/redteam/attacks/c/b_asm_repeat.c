/* class: B
 * tries: to make the assembler expand without end
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: the build's limits on memory and time
 */
__asm__(".rept 100000\n.rept 100000\nnop\n.endr\n.endr\n");
int main(void) { return rt_solve(); }
