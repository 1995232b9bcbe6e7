/* class: C
 * tries: to have the right sum, and the right elements, in other places
 * expect: WRONG_OUTPUT
 * stopped by: elements are compared in their places
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    size_t half = size / 8 * 4;
    return rt_put(answer + half, size - half) || rt_put(answer, half);
}
