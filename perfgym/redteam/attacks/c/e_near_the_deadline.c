/* class: E
 * tries: to be killed by a deadline in the middle of its output
 * expect: TIMED_OUT
 * stopped by: a run that was stopped is not compared
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
