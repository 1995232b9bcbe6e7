/* class: B
 * tries: to continue in the background with standard output open
 * expect: CRASHED WRONG_OUTPUT LEFT_PROCESSES
 * stopped by: a run cannot start processes
 */
int main(void) {
    if (daemon(1, 1)) abort();
    for (;;) pause();
}
