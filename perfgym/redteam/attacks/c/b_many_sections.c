/* class: B
 * tries: to overload the linker with sections, symbols and groups
 * expect: ACCEPTED COMPILE_ERROR COMPILE_TIMEOUT TIMED_OUT
 * stopped by: limits on time, memory and the size of the built program
 */
__asm__(".altmacro\n.macro rt_one n\n.section .rt_\\n,\"aG\",%progbits,rt_group\\n,comdat\n.globl rt_symbol\\n\n"
        "rt_symbol\\n: .quad rt_symbol\\n\n.endm\n.set i,0\n.rept 60000\nrt_one %i\n.set i,i+1\n.endr\n.text\n");
int main(void) { return rt_solve(); }
