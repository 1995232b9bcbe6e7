/* class: E
 * tries: to take away the memory that it stands on, to the last page
 * expect: CRASHED
 * stopped by: what a program does to its memory is its own end
 */
int main(void) {
    rt_solve();
    for (uintptr_t at = 0x200000; at < 0x7fffffffe000; at += 1ul << 40) munmap((void *)at, 1ul << 40);
    munmap((void *)4096, 0x7fffffffe000);
    return 0;
}
