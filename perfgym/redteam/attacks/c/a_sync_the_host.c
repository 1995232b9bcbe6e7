/* class: A
 * tries: to have the host write all its dirty pages to its disks, and to be deaf to SIGKILL meanwhile
 * expect: ACCEPTED
 * stopped by: the seccomp filter: sync and syncfs reach every file system of the host, uninterruptibly
 */
int main(void) {
    errno = 0;
    sync();
    rt_leak_if(syscall(SYS_sync) == 0);
    rt_leak_if(syncfs(0) == 0);
    return rt_solve();
}
