/* class: E
 * tries: to end by a signal that has no name
 * expect: CRASHED
 * stopped by: every signal number is reported
 */
int main(void) {
    sigset_t none;
    sigemptyset(&none);
    for (int number = 34 + getpid() % 2; number < 64; number++) {
        struct sigaction action = {.sa_handler = SIG_DFL};
        sigaction(number, &action, NULL);
    }
    raise(39);
    return 0;
}
