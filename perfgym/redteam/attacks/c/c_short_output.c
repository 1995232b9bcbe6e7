/* class: C
 * tries: to leave out the last byte
 * expect: WRONG_OUTPUT
 * stopped by: the length is compared first
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    return rt_put(answer, size ? size - 1 : 0);
}
