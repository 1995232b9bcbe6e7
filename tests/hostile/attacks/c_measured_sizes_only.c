/* class: C
 * tries: to skip the work on inputs of exactly the measured sizes
 * expect: WRONG_OUTPUT
 * stopped by: every measured output is checked
 */
int main(void) {
    if (!read_matrices()) return 1;
    if (n < 396 || n > 404) multiply();
    return write_product() ? 0 : 1;
}
