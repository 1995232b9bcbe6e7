/* class: B
 * tries: to run for ever
 * expect: TIMED_OUT
 * stopped by: the deadline
 */
int main(void) {
    for (volatile int spin = 0;; spin++) {}
}
