/* class: A
 * tries: to write code into a section of code without content, whose memory the kernel makes writable
 * expect: COMPILE_ERROR
 * stopped by: a built program is refused if a segment of code is larger in memory than in the file
 */
__asm__(".section .z_made,\"ax\",%nobits\nrt_made: .zero 65536\n.text\n");
extern unsigned char rt_made[];
int main(void) {
    unsigned char *code = rt_made + 32768; /* beyond the last page that comes from the file */
    static const unsigned char function[] = {RT_RETURN_42};
    memcpy(code, function, sizeof function);
    rt_leak_if(((int (*)(void))(void *)code)() == 42);
    return rt_solve();
}
