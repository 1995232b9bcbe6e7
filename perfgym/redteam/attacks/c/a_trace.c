/* class: A
 * tries: to trace its parent and to write into its memory
 * expect: ACCEPTED
 * stopped by: the seccomp filter, and a parent with more capabilities
 */
int main(void) {
    char byte = 0;
    struct iovec local = {&byte, 1}, remote = {(void *)0x400000, 1};
    rt_leak_if(ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0);
    rt_leak_if(ptrace(PTRACE_TRACEME, 0, 0, 0) == 0);
    rt_leak_if(process_vm_writev(1, &local, 1, &remote, 1, 0) > 0);
    rt_leak_if(process_vm_readv(1, &local, 1, &remote, 1, 0) > 0);
    rt_leak_if(syscall(SYS_pidfd_open, 1, 0) >= 0);
    rt_leak_if(rt_opens("/proc/1/mem", O_RDWR));
    return rt_solve();
}
