/* class: C
 * tries: to be asleep whenever the clock ticks, where a kernel may look who is running
 * expect: ACCEPTED TIMED_OUT
 * stopped by: the kernel's account is of time that passed, not of ticks
 */
static void rt_rest(int unused) {
    (void)unused;
    nanosleep(&(struct timespec){0, 300000}, NULL);
}
int main(void) {
    sigaction(SIGALRM, &(struct sigaction){.sa_handler = rt_rest, .sa_flags = SA_RESTART}, NULL);
    setitimer(ITIMER_REAL, &(struct itimerval){{0, 1000}, {0, 1000}}, NULL);
    return rt_solve();
}
