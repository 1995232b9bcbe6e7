/* class: B
 * tries: to be deaf to SIGTERM and SIGXCPU, busily
 * expect: TIMED_OUT
 * stopped by: the deadline, by SIGKILL to the namespace
 */
int main(void) {
    sigset_t all;
    sigfillset(&all);
    for (int number = 1; number < 65; number++) signal(number, SIG_IGN);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (volatile int spin = 0;; spin++) {}
}
