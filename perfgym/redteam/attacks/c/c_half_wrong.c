/* class: C
 * tries: to be wrong on every second input, and to be lucky
 * expect: WRONG_OUTPUT
 * stopped by: every output is checked, and there are many
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    size_t given;
    unsigned char *input = (unsigned char *)rt_input(&given), sum = 0;
    for (size_t i = 0; i < given; i++) sum ^= input[i];
    return rt_put(answer, __builtin_parity(sum) ? size : size / 2);
}
