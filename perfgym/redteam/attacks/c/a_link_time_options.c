/* class: A
 * tries: to be taken for a link-time object, whose options name what the linker's plug-in runs
 * expect: ACCEPTED COMPILE_ERROR
 * stopped by: the plug-in can only start programs inside the build's jail
 */
__asm__(".section .gnu.lto_.opts.12345678,\"e\",%progbits\n"
        ".asciz \"'-fplugin=/work/solution.c' '-wrapper' '/supervisor' '-B/work' '-fdump-tree-all=/tmp/solution'\"\n"
        ".section .gnu.lto_.lto.12345678,\"e\",%progbits\n.value 12, 0\n.byte 0, 0, 0, 0\n"
        ".section .gnu.lto_.symtab.12345678,\"e\",%progbits\n.asciz \"main\"\n.zero 64\n"
        ".section .gnu.offload_lto_.opts,\"e\",%progbits\n.asciz \"'-foffload=/supervisor'\"\n"
        ".text\n.comm __gnu_lto_v1,1,1\n.comm __gnu_lto_slim,1,1\n");
int main(void) { return rt_solve(); }
