/* class: B
 * tries: to make a program of terabytes by alignment, in sections without content
 * expect: COMPILE_ERROR COMPILE_TIMEOUT ACCEPTED CRASHED
 * stopped by: limits on time, memory and the size of the built program
 */
__asm__(".section .rt_a,\"aw\",%progbits\n.p2align 31\n.byte 1\n.p2align 31\n.byte 2\n"
        ".section .rt_b,\"aw\",%nobits\n.p2align 31\n.skip 0x7fffffff\n.skip 0x7ffffffff\n"
        ".section .rt_c,\"ax\",%progbits\n.byte 3\n.text\n");
int main(void) { return rt_solve(); }
