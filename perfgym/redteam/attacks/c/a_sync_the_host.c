/* class: A
 * tries: to make the host write all dirty pages to its disks, and to ignore SIGKILL meanwhile
 * expect: ACCEPTED
 * stopped by: the seccomp filter denies sync and syncfs, which reach every file system of the host
 */
int main(void) {
    errno = 0;
    sync();
    rt_leak_if(syscall(SYS_sync) == 0);
    rt_leak_if(syncfs(0) == 0);
    return rt_solve();
}
