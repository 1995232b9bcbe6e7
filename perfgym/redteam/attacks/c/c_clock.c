/* class: C
 * tries: to change the clock and the time-stamp counter
 * expect: ACCEPTED
 * stopped by: a lack of capabilities, the seccomp filter, and time that is taken outside
 */
int main(void) {
    struct timespec past = {1, 0};
    struct timeval then = {1, 0};
    rt_leak_if(clock_settime(CLOCK_REALTIME, &past) == 0);
    rt_leak_if(settimeofday(&then, NULL) == 0);
    rt_leak_if(prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0) == 0);
    rt_leak_if(prctl(PR_TASK_PERF_EVENTS_DISABLE, 0, 0, 0, 0) == 0);
    return rt_solve();
}
