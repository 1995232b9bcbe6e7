/* class: A
 * tries: to learn about pid 1 through system calls that only ask
 * expect: ACCEPTED
 * stopped by: pid 1 is not dumpable, and a process can only ask for its own limits
 */
int main(void) {
    void *head;
    size_t length;
    struct rlimit limits;
    struct iovec part = {&limits, 8};
    rt_leak_if(syscall(SYS_get_robust_list, 1, &head, &length) == 0);
    rt_leak_if(syscall(SYS_prlimit64, 1, RLIMIT_CPU, NULL, &limits) == 0);
    rt_leak_if(syscall(SYS_process_vm_readv, 1, &part, 1, &part, 1, 0) >= 0);
    rt_leak_if(syscall(SYS_kcmp, 1, getpid(), 0, 0, 0) >= 0);
    rt_leak_if(syscall(SYS_move_pages, 1, 0, NULL, NULL, NULL, 0) == 0);
    rt_leak_if(sched_setaffinity(1, sizeof(cpu_set_t), &(cpu_set_t){{1}}) == 0);
    rt_leak_if(syscall(SYS_ioprio_set, 1, 1, 3 << 13) == 0);
    rt_leak_if(setpgid(1, 1) == 0 || setpriority(PRIO_PROCESS, 1, 19) == 0);
    for (int pid = 2; pid < 400; pid++) rt_leak_if(pid != getpid() && getsid(pid) >= 0);
    return rt_solve();
}
