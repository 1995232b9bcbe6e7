/* class: C
 * tries: to have the simulator skip counting, by a client request in its binary
 * expect: CRASHED
 * stopped by: a binary with the request's instructions is rejected
 * backend: simulated
 */
int main(void) {
    uint64_t asked[6] = {0x1001, 0, 0, 0, 0, 0}, answer = 0; /* VG_USERREQ__RUNNING_ON_VALGRIND */
#if defined(__x86_64__)
    __asm__ volatile("rolq $3, %%rdi\n rolq $13, %%rdi\n rolq $61, %%rdi\n rolq $51, %%rdi\n xchgq %%rbx, %%rbx"
                     : "+d"(answer) : "a"(asked) : "cc", "memory", "rdi");
#else
    register uint64_t result __asm__("x3") = answer, *from __asm__("x4") = asked;
    __asm__ volatile("ror x12, x12, #3\n ror x12, x12, #13\n ror x12, x12, #51\n ror x12, x12, #61\n orr x10, x10, x10"
                     : "+r"(result) : "r"(from) : "cc", "memory", "x12");
#endif
    return rt_solve();
}
