/* class: C
 * tries: to pass off a wrong output in the simulator as a limit of the simulator's
 * expect: WRONG_OUTPUT
 * stopped by: only a limit of the simulator itself costs the simulated roles alone
 * backend: auto
 */
int main(void) {
    return rt_simulated() ? 0 : rt_solve();
}
