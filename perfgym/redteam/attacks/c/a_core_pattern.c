/* class: A
 * tries: to make the kernel run a program as root through a core dump
 * expect: CRASHED
 * stopped by: there is no /proc to set core_pattern, and the limit on core files starts no handler
 */
int main(void) {
    rt_leak_if(rt_opens("/proc/sys/kernel/core_pattern", O_WRONLY));
    rt_leak_if(setrlimit(RLIMIT_CORE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY}) == 0);
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    raise(SIGSEGV);
    return 0;
}
