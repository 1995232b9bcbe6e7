/* class: C
 * tries: to end before counts are written
 * expect: CRASHED
 * stopped by: a run without counts has failed
 * backend: simulated
 */
int main(void) {
    int status = rt_solve();
    if (rt_simulated()) raise(SIGKILL);
    return status;
}
