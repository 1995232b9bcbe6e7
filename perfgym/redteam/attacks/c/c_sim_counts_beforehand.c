/* class: C
 * tries: to leave forged counts where a simulator might write them
 * expect: ACCEPTED
 * stopped by: a simulated program can open no file
 * backend: simulated
 */
int main(void) {
    static const char *const names[] = {"/tmp/cachegrind.out", "/tmp/log", "/tmp/counts", "/work/cachegrind.out",
                                        "cachegrind.out", "/tmp/cachegrind.out.%p", "/tmp/callgrind.out"};
    int status = rt_solve();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) rt_forge(names[i]);
    for (int pid = 0; pid < 64; pid++) {
        char path[64];
        snprintf(path, sizeof path, "/tmp/cachegrind.out.%d", pid);
        rt_forge(path);
        rt_forge(path + 5);
    }
    return status;
}
