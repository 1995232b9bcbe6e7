/* class: C
 * tries: to write the right elements, with the right sum, at the wrong positions
 * expect: WRONG_OUTPUT
 * stopped by: each element is compared at its position
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    size_t half = size / 8 * 4;
    return rt_put(answer + half, size - half) || rt_put(answer, half);
}
