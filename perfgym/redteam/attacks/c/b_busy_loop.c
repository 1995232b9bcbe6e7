/* class: B
 * tries: never to end
 * expect: TIMED_OUT
 * stopped by: the deadline
 */
int main(void) {
    for (volatile int spin = 0;; spin++) {}
}
