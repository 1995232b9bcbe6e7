/* class: A
 * tries: to kill everything, pid 1 and its parent
 * expect: ACCEPTED CRASHED
 * stopped by: a pid namespace of its own, whose pid 1 no signal from inside reaches
 */
int main(void) {
    kill(1, SIGKILL);
    kill(1, SIGSTOP);
    kill(getppid(), SIGKILL);
    kill(-1, SIGKILL);
    return solve();
}
