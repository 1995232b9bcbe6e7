/* class: C
 * tries: to end before the counts are written
 * expect: CRASHED
 * stopped by: a run without counts counts as a crash
 * backend: simulated
 */
int main(void) {
    int status = rt_solve();
    if (rt_simulated()) raise(SIGKILL);
    return status;
}
