/* class: C
 * tries: to leave the last element out
 * expect: WRONG_OUTPUT
 * stopped by: the length is compared first
 */
int main(void) {
    if (!read_matrices()) return 1;
    multiply();
    fwrite(c, 4, (size_t)n * n - 1, stdout);
    return 0;
}
