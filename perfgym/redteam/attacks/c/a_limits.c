/* class: A
 * tries: to raise its own limits and those of other processes
 * expect: ACCEPTED
 * stopped by: limits are hard, and raising them needs a capability
 */
int main(void) {
    for (int kind = 0; kind < 16; kind++) {
        struct rlimit now, more = {RLIM_INFINITY, RLIM_INFINITY};
        getrlimit(kind, &now);
        rt_leak_if(now.rlim_max != RLIM_INFINITY && setrlimit(kind, &more) == 0);
        rt_leak_if(syscall(SYS_prlimit64, 1, kind, &now, NULL) == 0);
    }
    rt_leak_if(mlockall(MCL_CURRENT | MCL_FUTURE) == 0);
    return rt_solve();
}
