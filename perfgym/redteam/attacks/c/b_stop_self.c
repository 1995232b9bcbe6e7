/* class: B
 * tries: to stop itself, so that it neither runs nor ends
 * expect: TIMED_OUT
 * stopped by: the deadline
 */
int main(void) {
    raise(SIGSTOP);
    for (;;) pause();
}
