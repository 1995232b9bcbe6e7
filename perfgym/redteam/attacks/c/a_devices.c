/* class: A
 * tries: to create and to open devices
 * expect: ACCEPTED
 * stopped by: there is no device, none can be created, and mounts are nodev
 */
int main(void) {
    const char *paths[] = {"/dev/null", "/dev/zero", "/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/tty", "/dev/ptmx", "/dev/fuse",
                           "/dev/kvm", "/dev/net/tun", "/dev/userfaultfd", "/dev/loop-control", "/dev/cpu/0/msr", "/dev/port"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) rt_leak_if(rt_opens(paths[i], O_RDONLY) || access(paths[i], F_OK) == 0);
    rt_leak_if(mknod("/tmp/rt_mem", S_IFCHR | 0600, 1 << 8 | 1) == 0 && rt_opens("/tmp/rt_mem", O_RDONLY));
    rt_leak_if(mknod("/tmp/rt_disk", S_IFBLK | 0600, 8 << 8) == 0 && rt_opens("/tmp/rt_disk", O_RDONLY));
    rt_leak_if(ioctl(0, TIOCSTI, "x") == 0 || ioctl(1, TIOCSTI, "x") == 0 || ioctl(0, TIOCSCTTY, 0) == 0);
    return rt_solve();
}
