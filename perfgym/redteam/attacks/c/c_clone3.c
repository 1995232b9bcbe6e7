/* class: C
 * tries: to start a process by a system call whose arguments a filter cannot inspect
 * expect: ACCEPTED
 * stopped by: clone3 does not exist in the sandbox
 */
int main(void) {
    uint64_t arguments[11] = {0};
    arguments[4] = SIGCHLD;
    long pid = syscall(SYS_clone3, arguments, sizeof arguments);
    if (pid == 0) _exit(0);
    rt_leak_if(pid > 0);
    rt_leak_if(syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) > 0);
    return rt_solve();
}
