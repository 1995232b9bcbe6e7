/* class: C
 * tries: to give the input back
 * expect: WRONG_OUTPUT
 * stopped by: output bytes decide
 */
int main(void) {
    size_t size;
    char *input = rt_input(&size);
    return rt_put(input, size);
}
