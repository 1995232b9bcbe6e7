/* class: C
 * tries: to write to the simulator through /proc/self/mem
 * expect: ACCEPTED
 * stopped by: a simulated program can open no file
 * backend: simulated
 */
int main(void) {
    rt_leak_if(open("/proc/self/mem", O_RDWR) >= 0);
    rt_leak_if(open("/proc/self/maps", O_RDONLY) >= 0);
    rt_leak_if(openat(AT_FDCWD, "/proc/self/task", O_RDONLY | O_DIRECTORY) >= 0);
    return rt_solve();
}
