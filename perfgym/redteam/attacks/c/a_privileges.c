/* class: A
 * tries: to become root, to create devices and to change the kernel's settings
 * expect: ACCEPTED
 * stopped by: an unprivileged user, no capabilities, no_new_privs, no /proc
 */
int main(void) {
    rt_leak_if(getuid() == 0 || geteuid() == 0);
    rt_leak_if(setuid(0) == 0 || setgid(0) == 0 || setresuid(0, 0, 0) == 0);
    rt_leak_if(mknod("/tmp/sda", S_IFBLK | 0600, 8 << 8) == 0);
    rt_leak_if(rt_opens("/proc/sys/kernel/core_pattern", O_WRONLY));
    rt_leak_if(rt_opens("/sys/fs/cgroup/cgroup.procs", O_WRONLY));
    rt_leak_if(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1);
    rt_leak_if(prctl(PR_CAPBSET_READ, 21 /* CAP_SYS_ADMIN */, 0, 0, 0) == 1);
    rt_leak_if(sethostname("x", 1) == 0);
    return rt_solve();
}
