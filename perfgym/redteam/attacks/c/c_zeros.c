/* class: C
 * tries: to pass with zeros
 * expect: WRONG_OUTPUT
 * stopped by: every element is compared
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    memset(answer, 0, size);
    return rt_put(answer, size);
}
