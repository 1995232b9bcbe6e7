/* class: A
 * tries: to inspect other processes and itself
 * expect: ACCEPTED
 * stopped by: there is no /proc, and each run has its own pid namespace
 */
int main(void) {
    const char *paths[] = {"/proc", "/proc/self", "/proc/1/environ", "/proc/1/cmdline", "/proc/1/root", "/proc/self/maps", "/proc/self/exe",
                           "/proc/self/environ", "/proc/self/fd", "/proc/self/mountinfo", "/proc/self/cgroup", "/proc/meminfo", "/sys", "/dev/fd"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) rt_leak_if(access(paths[i], F_OK) == 0);
    for (pid_t pid = 3; pid < 4096; pid++) rt_leak_if(pid != getpid() && (kill(pid, 0) == 0 || errno == EPERM));
    rt_leak_if(getsid(1) > 2 || getpgid(1) > 2);
    return rt_solve();
}
