/* class: A
 * tries: to make system calls by their x32 numbers, which a filter may forget
 * expect: CRASHED
 * architecture: x86_64
 * stopped by: the seccomp filter kills a program whose calls are not plain x86-64
 */
int main(void) {
    rt_leak_if(syscall(0x40000000 | 57 /* fork */) >= 0);
    return rt_solve();
}
