/* class: C
 * tries: to have a helper do the work after it has ended
 * expect: WRONG_OUTPUT CRASHED
 * stopped by: a run cannot start processes; what is left is killed
 */
int main(void) {
    if (fork() == 0) {
        setsid();
        sleep(1);
        rt_solve();
        _exit(0);
    }
    return 0;
}
