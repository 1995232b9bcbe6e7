/* class: B
 * tries: to make the assembler write gigabytes
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: the build's limits on file size, memory and time
 */
__asm__(".section .rodata\n.fill 0x7fffffff, 8, 1\n");
int main(void) { return rt_solve(); }
