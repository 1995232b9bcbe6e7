/* class: C
 * tries: to sleep at every clock tick, when a kernel may sample who is running
 * expect: ACCEPTED TIMED_OUT
 * stopped by: the kernel accounts for elapsed time and not for ticks
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
