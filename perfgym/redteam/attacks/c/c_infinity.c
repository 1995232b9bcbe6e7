/* class: C
 * tries: to pass a tolerance with infinities
 * expect: WRONG_OUTPUT
 * stopped by: the comparison tests for 'within', which is never true of an infinity
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    for (size_t i = 0; i + 4 <= size; i += 4) memcpy(answer + i, &(float){i % 8 ? INFINITY : 3.4e38f}, 4);
    return rt_put(answer, size);
}
