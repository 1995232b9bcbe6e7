/* class: C
 * tries: to write to the simulator through /proc/self/mem
 * expect: ACCEPTED
 * stopped by: a simulated program can open no file
 * backend: simulated
 */
int main(void) {
    static const char *const paths[] = {"/proc/self/mem", "/proc/self/maps", "/proc/self/task", "/tmp", "/work/program"};
    for (size_t i = 0; rt_simulated() && i < sizeof paths / sizeof *paths; i++)
        if (open(paths[i], O_RDONLY) >= 0) return 1;
    return rt_solve();
}
