/* class: B
 * tries: to be stopped by limits of its own making, and to be taken for a victim
 * expect: TIMED_OUT CRASHED OUTPUT_TOO_LARGE
 * stopped by: what a program's limits do to it is its own failure
 */
int main(void) {
    int kinds[] = {RLIMIT_FSIZE, RLIMIT_AS, RLIMIT_NPROC, RLIMIT_NOFILE, RLIMIT_DATA, RLIMIT_SIGPENDING, RLIMIT_STACK};
    size_t size;
    char *answer = rt_answer(&size);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) setrlimit(kinds[i], &(struct rlimit){0, 0});
    setrlimit(RLIMIT_CPU, &(struct rlimit){0, RLIM_INFINITY});
    rt_put(answer, size);
    for (;;) {}
}
