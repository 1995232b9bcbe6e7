/* class: C
 * tries: to hide its CPU time in a grandchild
 * expect: CRASHED WRONG_OUTPUT
 * stopped by: a run cannot start processes
 */
int main(void) {
    pid_t child = fork();
    if (child < 0) abort();
    if (child == 0) {
        if (fork() == 0) _exit(rt_solve());
        _exit(0);
    }
    waitpid(child, NULL, 0);
    return 0;
}
