/* class: C
 * tries: to write the answer as text
 * expect: WRONG_OUTPUT
 * stopped by: the output's bytes are compared
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    for (size_t i = 0; i < size; i++) printf("%02x", (unsigned char)answer[i]);
    return fflush(stdout) ? 1 : 0;
}
