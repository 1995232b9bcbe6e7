/* class: B
 * tries: to ignore SIGTERM and SIGXCPU while it computes
 * expect: TIMED_OUT
 * stopped by: at the deadline, SIGKILL ends the namespace
 */
int main(void) {
    sigset_t all;
    sigfillset(&all);
    for (int number = 1; number < 65; number++) signal(number, SIG_IGN);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (volatile int spin = 0;; spin++) {}
}
