/* class: C
 * tries: to replace the library's timer functions with its own
 * expect: ACCEPTED
 * stopped by: time is taken outside, by the kernel
 */
int clock_gettime(clockid_t clock, struct timespec *now) { (void)clock; *now = (struct timespec){0}; return 0; }
int getrusage(__rusage_who_t who, struct rusage *usage) { (void)who; memset(usage, 0, sizeof *usage); return 0; }
clock_t clock(void) { return 0; }
int main(void) { return rt_solve(); }
