/* class: C
 * tries: to make a comparison overflow with values of 1e308
 * expect: WRONG_OUTPUT
 * stopped by: a value is accepted only if it is near the right one
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    for (size_t i = 0; i + 8 <= size; i += 8) memcpy(answer + i, &(double){i % 16 ? 1e308 : -1e308}, 8);
    return rt_put(answer, size);
}
