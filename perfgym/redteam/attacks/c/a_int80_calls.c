/* class: A
 * tries: system calls by the 32-bit gate, whose numbers mean something else
 * expect: CRASHED
 * stopped by: the seccomp filter kills what is not plain x86-64
 */
int main(void) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(2 /* fork */) : "memory");
    rt_leak_if(result >= 0);
    return rt_solve();
}
