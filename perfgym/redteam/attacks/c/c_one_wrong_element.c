/* class: C
 * tries: to be wrong in one element
 * expect: WRONG_OUTPUT
 * stopped by: every element of every output is compared
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    if (size) answer[size >= 4 ? size / 8 * 4 + 3 : 0] ^= 1; /* second lowest bit of a float's exponent */
    return rt_put(answer, size);
}
