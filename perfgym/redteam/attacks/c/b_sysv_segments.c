/* class: B
 * tries: to leave shared memory and message queues behind
 * expect: ACCEPTED
 * stopped by: each run has its own ipc namespace, and the seccomp filter denies such calls
 */
int main(void) {
    rt_leak_if(shmget(0x1234, 4096, IPC_CREAT | 0666) >= 0);
    rt_leak_if(syscall(SYS_msgget, 0x1234, IPC_CREAT | 0666) >= 0);
    rt_leak_if(syscall(SYS_semget, 0x1234, 1, IPC_CREAT | 0666) >= 0);
    return rt_solve();
}
