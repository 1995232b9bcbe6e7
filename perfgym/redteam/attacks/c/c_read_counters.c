/* class: C
 * tries: to count its own cost, or to stop the counters
 * expect: ACCEPTED
 * stopped by: the seccomp filter
 */
int main(void) {
    char attributes[128] = {0};
    attributes[4] = sizeof attributes - 1;
    rt_leak_if(syscall(SYS_perf_event_open, attributes, 0, -1, -1, 0) >= 0);
    rt_leak_if(prctl(PR_TASK_PERF_EVENTS_DISABLE, 0, 0, 0, 0) == 0);
    for (int fd = 3; fd < 64; fd++) rt_leak_if(ioctl(fd, 0x2401 /* PERF_EVENT_IOC_DISABLE */, 1) == 0);
    return rt_solve();
}
