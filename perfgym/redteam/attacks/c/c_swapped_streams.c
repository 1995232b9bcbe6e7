/* class: C
 * tries: to swap standard output and error, and to use each for the other
 * expect: ACCEPTED
 * stopped by: the harness has its own descriptors and does not rely on the numbers
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    int spare = dup(1);
    dup2(2, 1);
    dup2(spare, 2);
    fputs("this is on standard output by number alone", stdout);
    fflush(stdout);
    for (size_t put = 0; put < size;) {
        ssize_t written = write(2, answer + put, size - put);
        if (written <= 0) return 1;
        put += (size_t)written;
    }
    return 0;
}
