/* class: A
 * tries: to have the assembler read what belongs to its own process and to the jail
 * expect: COMPILE_ERROR
 * stopped by: builds have no /proc, and no terminal or other device
 */
__asm__(".section .rodata\n.incbin \"/proc/self/environ\"\n.incbin \"/proc/1/cmdline\"\n"
        ".incbin \"/proc/self/maps\"\n.incbin \"/dev/stdin\"\n.incbin \"/dev/fd/3\"\n.include \"/proc/self/mounts\"\n");
int main(void) { return rt_solve(); }
