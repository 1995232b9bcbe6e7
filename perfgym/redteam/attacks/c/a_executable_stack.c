/* class: A
 * tries: to have the kernel make its stack executable, by the note that assembly leaves for the linker
 * expect: COMPILE_ERROR
 * stopped by: a built program is refused if its headers ask for an executable stack
 */
__asm__(".section .note.GNU-stack,\"x\"\n.text\n");
int main(void) {
    volatile unsigned char code[] = {RT_RETURN_42};
    rt_leak_if(((int (*)(void))(uintptr_t)code)() == 42);
    return rt_solve();
}
