/* class: C
 * tries: to have the simulator skip counting, by a client request in its binary
 * expect: CRASHED
 * stopped by: a binary with the request's instructions is rejected
 * backend: simulated
 */
int main(void) {
    uint64_t asked[6] = {0x1001, 0, 0, 0, 0, 0}, answer = 0; /* VG_USERREQ__RUNNING_ON_VALGRIND */
    __asm__ volatile("rolq $3, %%rdi\n rolq $13, %%rdi\n rolq $61, %%rdi\n rolq $51, %%rdi\n xchgq %%rbx, %%rbx"
                     : "+d"(answer) : "a"(asked) : "cc", "memory", "rdi");
    return rt_solve();
}
