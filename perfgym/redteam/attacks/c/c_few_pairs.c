/* class: C
 * tries: to waste the time for measuring by sleeping, so that luck in two pairs decides
 * expect: ACCEPTED TIMED_OUT
 * stopped by: the interval of a few pairs is wide
 */
int main(void) {
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores) == 0 && CPU_COUNT(&cores) == 1) usleep(120000);
    return rt_solve();
}
