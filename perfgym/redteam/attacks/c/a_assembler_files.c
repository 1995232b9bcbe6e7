/* class: A
 * tries: to make the assembler read files of its own process and of the jail
 * expect: COMPILE_ERROR
 * stopped by: builds have no /proc, no terminal and no device but /dev/null
 */
__asm__(".section .rodata\n.incbin \"/proc/self/environ\"\n.incbin \"/proc/1/cmdline\"\n"
        ".incbin \"/proc/self/maps\"\n.incbin \"/dev/stdin\"\n.incbin \"/dev/fd/3\"\n.include \"/proc/self/mounts\"\n");
int main(void) { return rt_solve(); }
