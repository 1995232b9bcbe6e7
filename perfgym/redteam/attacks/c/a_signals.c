/* class: A
 * tries: to kill every process it can see
 * expect: ACCEPTED CRASHED
 * stopped by: each run has its own pid namespace, and no signal from inside reaches its pid 1
 */
int main(void) {
    kill(getppid(), SIGKILL);
    kill(-1, SIGKILL);
    return rt_solve();
}
