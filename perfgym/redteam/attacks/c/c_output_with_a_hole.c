/* class: C
 * tries: to write beyond the end and to leave a hole in the output
 * expect: WRONG_OUTPUT
 * stopped by: the whole output is compared, and holes are zeros
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    if (lseek(1, 4096, SEEK_SET) < 0) return 1;
    return rt_put(answer, size);
}
