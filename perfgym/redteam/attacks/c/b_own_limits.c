/* class: B
 * tries: to be stopped by limits that it set itself, and to count as a victim
 * expect: TIMED_OUT CRASHED OUTPUT_TOO_LARGE
 * stopped by: a failure caused by a program's own limits is the program's failure
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
