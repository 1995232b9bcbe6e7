/* class: A
 * tries: to start a process by one of clone's many flags
 * expect: ACCEPTED
 * stopped by: the seccomp filter asks for CLONE_THREAD, and refuses namespaces
 */
int main(void) {
    const unsigned long tried[] = {SIGCHLD, CLONE_VM | CLONE_VFORK | SIGCHLD, CLONE_VM | SIGCHLD, CLONE_FILES | CLONE_FS | SIGCHLD, CLONE_PARENT | SIGCHLD,
                                   CLONE_UNTRACED | SIGCHLD, CLONE_PTRACE | SIGCHLD, CLONE_PIDFD | SIGCHLD, CLONE_NEWPID | SIGCHLD, CLONE_NEWNS | SIGCHLD,
                                   CLONE_NEWUSER | CLONE_THREAD | CLONE_VM | CLONE_SIGHAND, CLONE_IO | SIGCHLD, CLONE_VM | CLONE_SIGHAND | SIGCHLD,
                                   CLONE_NEWNET | CLONE_THREAD | CLONE_VM | CLONE_SIGHAND, 0};
    for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
        long pid = syscall(SYS_clone, tried[i], 0, 0, 0, 0);
        if (pid == 0) syscall(SYS_exit, 0);
        rt_leak_if(pid > 0);
    }
    return rt_solve();
}
