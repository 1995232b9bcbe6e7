/* class: C
 * tries: to skip the work when it may use only one core, as in measured runs
 * expect: WRONG_OUTPUT ACCEPTED
 * stopped by: every measured output is checked
 */
int main(void) {
    cpu_set_t cores;
    size_t size;
    char *answer;
    if (sched_getaffinity(0, sizeof cores, &cores) || CPU_COUNT(&cores) != 1) return rt_solve();
    answer = rt_answer(&size);
    memset(answer, 0, size);
    return rt_put(answer, size);
}
