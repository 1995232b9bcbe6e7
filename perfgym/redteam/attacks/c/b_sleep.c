/* class: B
 * tries: to sleep for ever and to ignore signals
 * expect: TIMED_OUT
 * stopped by: at the deadline, SIGKILL ends the namespace
 */
int main(void) {
    for (int signal_number = 1; signal_number < 65; signal_number++) signal(signal_number, SIG_IGN);
    for (;;) sleep(1000);
}
