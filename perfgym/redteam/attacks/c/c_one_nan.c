/* class: C
 * tries: to spoil a comparison of all elements with one NaN
 * expect: WRONG_OUTPUT
 * stopped by: elements are compared one by one
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    if (size >= 8) memcpy(answer + size / 8 * 4, &(uint32_t){0x7f800001 /* signalling */}, 4);
    return rt_put(answer, size);
}
