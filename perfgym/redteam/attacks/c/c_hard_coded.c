/* class: C
 * tries: to answer from a table, chosen by the output's length
 * expect: WRONG_OUTPUT
 * stopped by: inputs are drawn anew for every episode and every pair
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    for (size_t i = 0; i + 4 <= size; i += 4) memcpy(answer + i, &(float){1.0f}, 4);
    return rt_put(answer, size);
}
