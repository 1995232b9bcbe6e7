/* class: B
 * tries: to hide memory in anonymous files
 * expect: ACCEPTED
 * stopped by: a run cannot create anonymous files
 */
int main(void) {
    rt_leak_if(syscall(SYS_memfd_create, "x", 0) >= 0);
    rt_leak_if(syscall(@SYS_memfd_secret@, 0) >= 0);
    rt_leak_if(shmget(IPC_PRIVATE, 1 << 30, IPC_CREAT | 0600) >= 0);
    return rt_solve();
}
