/* class: C
 * tries: to mark its input for the next program that gets it
 * expect: ACCEPTED
 * stopped by: a read-only descriptor on a read-only mount; the seccomp filter for marks that need neither
 */
int main(void) {
    struct stat before, after;
    uint64_t hint = 5 /* RWH_WRITE_LIFE_EXTREME */, found = 0;
    fstat(0, &before);
    rt_leak_if(fcntl(0, F_GET_RW_HINT, &found) == 0 && found != 0);
    rt_leak_if(fcntl(0, F_SET_RW_HINT, &hint) == 0);
    rt_leak_if(fsetxattr(0, "user.rt_note", "x", 1, 0) == 0);
    rt_leak_if(futimens(0, (struct timespec[2]){{1, 0}, {1, 0}}) == 0);
    rt_leak_if(fchmod(0, 0666) == 0 || fchown(0, getuid(), getgid()) == 0);
    rt_leak_if(flock(0, LOCK_EX | LOCK_NB)); /* whether another run left a lock */
    rt_leak_if(fcntl(0, F_GETLEASE) != F_UNLCK);
    fcntl(0, F_SETLEASE, F_RDLCK);
    rt_leak_if(ioctl(0, 0x40086602 /* FS_IOC_SETFLAGS */, &(long){0x10}) == 0);
    rt_leak_if(rt_opens("/proc/self/fd/0", O_RDWR) || rt_opens("/dev/fd/0", O_RDWR));
    rt_leak_if(openat(0, "", O_RDWR) >= 0);
    rt_leak_if(linkat(0, "", AT_FDCWD, "/tmp/rt_input", AT_EMPTY_PATH) == 0);
    char byte;
    rt_leak_if(pread(0, &byte, 1, 0) != 1);
    int status = rt_solve();
    fstat(0, &after);
    rt_leak_if(memcmp(&before, &after, sizeof before));
    return status;
}
