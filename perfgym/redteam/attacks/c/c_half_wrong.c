/* class: C
 * tries: to be wrong on every other input, and to hope for luck
 * expect: WRONG_OUTPUT
 * stopped by: every output of many is checked
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    size_t given;
    unsigned char *input = (unsigned char *)rt_input(&given), sum = 0;
    for (size_t i = 0; i < given; i++) sum ^= input[i];
    return rt_put(answer, __builtin_parity(sum) ? size : size / 2);
}
