/* class: C
 * tries: to print counts where a harness might look for them
 * expect: ACCEPTED
 * stopped by: counts are read from the simulator's own file
 * backend: simulated
 */
int main(void) {
    int status = rt_solve();
    fputs(RT_FORGED_COUNTS "==1== I   refs:      9\n==1== D1  misses:      0  (0 rd + 0 wr)\n", stderr);
    return status;
}
