/* class: C
 * tries: to be wrong in one element, seldom
 * expect: WRONG_OUTPUT
 * stopped by: every element of every output is compared
 */
int main(void) {
    if (!read_matrices()) return 1;
    multiply();
    c[n * n / 2] += 1.0f;
    return write_product() ? 0 : 1;
}
