/* class: B
 * tries: to fill the process table with children that nobody waits for
 * expect: ACCEPTED
 * stopped by: a run cannot start processes
 */
int main(void) {
    for (int i = 0; i < 10000; i++) {
        pid_t child = fork();
        if (child == 0) _exit(0);
        rt_leak_if(child > 0);
    }
    return rt_solve();
}
