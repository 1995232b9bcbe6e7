/* class: A
 * tries: to kill everything it can see
 * expect: ACCEPTED CRASHED
 * stopped by: a pid namespace of its own, whose pid 1 no signal from inside reaches
 */
int main(void) {
    kill(getppid(), SIGKILL);
    kill(-1, SIGKILL);
    return rt_solve();
}
