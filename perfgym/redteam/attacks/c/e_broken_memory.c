/* class: E
 * tries: to unmap its own memory to the last page
 * expect: CRASHED
 * stopped by: a program that destroys its memory ends only itself
 */
int main(void) {
    rt_solve();
    for (uintptr_t at = 0x200000; at < 0x7fffffffe000; at += 1ul << 40) munmap((void *)at, 1ul << 40);
    munmap((void *)4096, 0x7fffffffe000);
    return 0;
}
