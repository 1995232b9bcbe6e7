/* class: A
 * tries: to change by prctl what other processes see of it
 * expect: ACCEPTED
 * stopped by: a process can only change itself, and the change ends with it
 */
int main(void) {
    rt_leak_if(prctl(PR_GET_SECCOMP, 0, 0, 0, 0) != 2);
    rt_leak_if(prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0);
    rt_leak_if(prctl(PR_SET_SECUREBITS, 0, 0, 0, 0) == 0);
    rt_leak_if(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, 21 /* CAP_SYS_ADMIN */, 0, 0) == 0);
    rt_leak_if(prctl(PR_SET_MM, PR_SET_MM_BRK, 0, 0, 0) == 0);
    rt_leak_if(prctl(62 /* PR_SCHED_CORE */, 1, 0, 0, 0) == 0);
    prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    prctl(PR_SET_NAME, "perfgym", 0, 0, 0);
    prctl(PR_SET_TIMERSLACK, 1000000000, 0, 0, 0);
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    prctl(PR_SET_IO_FLUSHER, 1, 0, 0, 0);
    prctl(PR_MCE_KILL, PR_MCE_KILL_SET, PR_MCE_KILL_EARLY, 0, 0);
    return rt_solve();
}
