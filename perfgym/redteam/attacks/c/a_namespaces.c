/* class: A
 * tries: to make namespaces and mounts, and to change its root folder
 * expect: ACCEPTED
 * stopped by: the seccomp filter, and a lack of capabilities
 */
int main(void) {
    rt_leak_if(unshare(CLONE_NEWUSER) == 0);
    rt_leak_if(unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET) == 0);
    rt_leak_if(mount("tmpfs", "/tmp", "tmpfs", 0, NULL) == 0);
    rt_leak_if(mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL) == 0);
    rt_leak_if(umount("/tmp") == 0);
    rt_leak_if(chroot("/tmp") == 0);
    rt_leak_if(syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0) >= 0);
    rt_leak_if(syscall(SYS_pivot_root, "/tmp", "/tmp") == 0);
    rt_leak_if(syscall(@SYS_open_tree@, AT_FDCWD, "/", 1) >= 0);
    return rt_solve();
}
