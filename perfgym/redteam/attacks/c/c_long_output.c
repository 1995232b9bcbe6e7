/* class: C
 * tries: to write the answer twice
 * expect: WRONG_OUTPUT
 * stopped by: the length is compared first
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    return rt_put(answer, size) || rt_put(answer, size);
}
