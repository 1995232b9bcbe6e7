/* class: E
 * tries: to end in thirty ways at once
 * expect: ACCEPTED CRASHED TIMED_OUT OUTPUT_TOO_LARGE
 * stopped by: the kernel reports one status, and none of them blames the harness
 */
static pthread_barrier_t rt_gate;
static void *rt_end(void *number) {
    size_t i = (size_t)number;
    int signals[] = {SIGKILL, SIGXCPU, SIGXFSZ, SIGSEGV, SIGSYS, SIGSTOP, SIGTERM, SIGABRT};
    pthread_barrier_wait(&rt_gate);
    if (i % 4 == 0) _exit((int)i);
    if (i % 4 == 1) syscall(SYS_tgkill, getpid(), gettid(), signals[i / 4 % 8]);
    if (i % 4 == 2) syscall(SYS_execve, "/supervisor", (char *[]){"x", NULL}, NULL);
    syscall(SYS_exit, 0);
    return NULL;
}
int main(void) {
    pthread_t thread;
    rt_solve();
    pthread_barrier_init(&rt_gate, NULL, 29);
    for (size_t i = 1; i < 29; i++) pthread_create(&thread, NULL, rt_end, (void *)i);
    rt_end((void *)31);
    return 1;
}
