/* class: C
 * tries: to leave a process name, a timer, a signal mask or a priority for the next run
 * expect: ACCEPTED
 * stopped by: each run is a new process of the supervisor's, not of the previous run
 */
int main(void) {
    char name[16] = {0};
    struct itimerval timer;
    sigset_t mask;
    struct sigaction action;
    prctl(PR_GET_NAME, name, 0, 0, 0);
    rt_leak_if(!strcmp(name, "rt_note"));
    rt_leak_if(getitimer(ITIMER_REAL, &timer) || timer.it_value.tv_sec);
    sigprocmask(SIG_BLOCK, NULL, &mask);
    rt_leak_if(sigismember(&mask, SIGUSR1));
    rt_leak_if(sigaction(SIGUSR2, NULL, &action) || action.sa_handler != SIG_DFL);
    rt_leak_if(umask(0) == 0);
    rt_leak_if(getppid() != 1 && getppid() != 0);
    int status = rt_solve();
    prctl(PR_SET_NAME, "rt_note", 0, 0, 0);
    setitimer(ITIMER_REAL, &(struct itimerval){{1000, 0}, {1000, 0}}, NULL);
    sigaddset(&mask, SIGUSR1);
    sigprocmask(SIG_BLOCK, &mask, NULL);
    signal(SIGUSR2, SIG_IGN);
    setpgid(0, 0);
    return status;
}
