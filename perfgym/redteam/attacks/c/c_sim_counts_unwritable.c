/* class: C
 * tries: to stop the simulator from writing counts
 * expect: CRASHED OUTPUT_TOO_LARGE
 * stopped by: a run without counts counts as a crash
 * backend: simulated
 */
int main(void) {
    int status = rt_solve();
    struct rlimit none = {0, 0};
    if (rt_simulated()) syscall(SYS_prlimit64, 0, RLIMIT_FSIZE, &none, NULL);
    return status;
}
