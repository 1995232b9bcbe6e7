/* class: C
 * tries: to write its output to standard error
 * expect: WRONG_OUTPUT
 * stopped by: only standard output is compared
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    return write(2, answer, size) < 0;
}
