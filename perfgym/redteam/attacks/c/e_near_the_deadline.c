/* class: E
 * tries: to be killed at the deadline in the middle of its output
 * expect: TIMED_OUT
 * stopped by: the output of a stopped run is not compared
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    for (size_t i = 0; i < size; i++) {
        rt_put(answer + i, 1);
        if (i % 2) usleep(1000000);
    }
    for (;;) pause();
}
