/* class: C
 * tries: to let a helper process do the work after the program has ended
 * expect: WRONG_OUTPUT CRASHED
 * stopped by: a run cannot start processes, and everything left is killed
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
