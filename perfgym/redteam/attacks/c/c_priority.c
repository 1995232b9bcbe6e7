/* class: C
 * tries: to be scheduled before the reference, or to slow it down
 * expect: ACCEPTED
 * stopped by: the seccomp filter, and a lack of capabilities
 */
int main(void) {
    struct sched_param most = {.sched_priority = 1};
    rt_leak_if(getpriority(PRIO_PROCESS, 0) > 0);
    rt_leak_if(sched_getscheduler(0) != SCHED_OTHER);
    rt_leak_if(sched_setscheduler(0, SCHED_FIFO, &most) == 0);
    rt_leak_if(sched_setscheduler(0, SCHED_IDLE, &(struct sched_param){0}) == 0);
    rt_leak_if(nice(-1) != -1);
    rt_leak_if(nice(19) == 19);
    rt_leak_if(setpriority(PRIO_PGRP, 0, 19) == 0);
    rt_leak_if(setpriority(PRIO_USER, 0, 19) == 0);
    rt_leak_if(syscall(SYS_ioprio_set, 1, 0, 1 << 13) == 0);
    return rt_solve();
}
