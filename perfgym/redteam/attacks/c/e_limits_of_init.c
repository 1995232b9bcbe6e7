/* class: E
 * tries: to lower the limits of pid 1, which has the same user, so that it cannot wait or report
 * expect: ACCEPTED
 * stopped by: the seccomp filter lets a process set only its own limits
 */
int main(void) {
    for (int kind = 0; kind < 16; kind++)
        rt_leak_if(syscall(SYS_prlimit64, 1, kind, &(struct rlimit){0, 0}, NULL) == 0);
    for (int i = 0; i < 100; i++) kill(1, SIGCHLD); /* to wake it up */
    return rt_solve();
}
