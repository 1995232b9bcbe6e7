/* class: C
 * tries: to return its input as its output
 * expect: WRONG_OUTPUT
 * stopped by: the output's bytes are compared
 */
int main(void) {
    size_t size;
    char *input = rt_input(&size);
    return rt_put(input, size);
}
