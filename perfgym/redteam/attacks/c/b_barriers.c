/* class: B
 * tries: to delay every core with memory barriers, and to be inside one when the run ends
 * expect: TIMED_OUT
 * stopped by: a barrier takes milliseconds, and the signal is delivered after it
 */
static void *rt_barriers(void *unused) {
    syscall(SYS_membarrier, 1 << 2 /* REGISTER_GLOBAL_EXPEDITED */, 0, 0);
    syscall(SYS_membarrier, 1 << 4 /* REGISTER_PRIVATE_EXPEDITED */, 0, 0);
    for (unsigned i = 0;; i++) syscall(SYS_membarrier, 1u << (i % 16 == 0 ? 0 : i % 2 ? 1 : 3), 0, 0);
    return unused;
}
int main(void) {
    pthread_t thread;
    for (int i = 0; i < 30; i++) pthread_create(&thread, NULL, rt_barriers, NULL);
    rt_barriers(NULL);
}
