/* class: C
 * tries: to write the answer to standard error
 * expect: WRONG_OUTPUT
 * stopped by: standard output alone is compared
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    return write(2, answer, size) < 0;
}
