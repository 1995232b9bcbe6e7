/* class: C
 * tries: to be right but for the order
 * expect: WRONG_OUTPUT
 * stopped by: elements are compared in their places
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    for (size_t i = size; i >= 4; i -= 4)
        if (rt_put(answer + i - 4, 4)) return 1;
    return 0;
}
