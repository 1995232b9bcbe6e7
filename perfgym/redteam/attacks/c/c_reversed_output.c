/* class: C
 * tries: to write the right elements in the wrong order
 * expect: WRONG_OUTPUT
 * stopped by: each element is compared at its position
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    for (size_t i = size; i >= 4; i -= 4)
        if (rt_put(answer + i - 4, 4)) return 1;
    return 0;
}
