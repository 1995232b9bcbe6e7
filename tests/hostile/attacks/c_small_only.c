/* class: C
 * tries: to be right on small inputs and to do nothing on large ones
 * expect: WRONG_OUTPUT
 * stopped by: tests as large as the measured inputs; every measured output is checked
 */
int main(void) {
    if (!read_matrices()) return 1;
    if (n < 200) multiply();
    return write_product() ? 0 : 1;
}
