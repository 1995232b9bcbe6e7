/* class: A
 * tries: to write code into a section of its own that is both writable and executable
 * expect: COMPILE_ERROR
 * stopped by: a built program is refused if its headers ask for memory with both rights
 */
__asm__(".section .made,\"awx\"\nrt_made: .zero 4096\n.text\n");
extern unsigned char rt_made[];
int main(void) {
    static const unsigned char function[] = {RT_RETURN_42};
    memcpy(rt_made, function, sizeof function);
    rt_leak_if(((int (*)(void))(void *)rt_made)() == 42);
    return rt_solve();
}
