/* class: C
 * tries: to be right in the first tenth and to guess the rest
 * expect: WRONG_OUTPUT
 * stopped by: every element is compared
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    for (size_t i = size / 40 * 4; i < size; i++) answer[i] = answer[i % (size / 40 * 4 + 1)];
    return rt_put(answer, size);
}
