/* class: A
 * tries: to make system calls through the 32-bit gate, where numbers mean something else
 * expect: CRASHED
 * architecture: x86_64
 * stopped by: the seccomp filter kills a program whose calls are not plain x86-64
 */
int main(void) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(2 /* fork */) : "memory");
    rt_leak_if(result >= 0);
    return rt_solve();
}
