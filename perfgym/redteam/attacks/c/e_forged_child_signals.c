/* class: E
 * tries: to flood pid 1 with signals that say that a child has ended
 * expect: ACCEPTED
 * stopped by: pid 1 waits for the program itself, whatever signals arrive
 */
int main(void) {
    siginfo_t info = {.si_signo = SIGCHLD, .si_code = CLD_EXITED};
    for (int i = 0; i < 20000; i++) kill(1, SIGCHLD);
    for (int i = 0; i < 10000; i++) syscall(SYS_rt_sigqueueinfo, 1, SIGCHLD, &info);
    return rt_solve();
}
