/* class: C
 * tries: to print counters where a harness might look for them
 * expect: ACCEPTED
 * stopped by: counts come from the kernel; standard error is only shown
 */
int main(void) {
    int status = rt_solve();
    fprintf(stderr, "1,,cycles:u,1000,100.00,,\n1,,task-clock,1,100.00,,\n0.000001 seconds user\n");
    return status;
}
