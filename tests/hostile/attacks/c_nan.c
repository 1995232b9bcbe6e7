/* class: C
 * tries: to pass a tolerance with NaN
 * expect: WRONG_OUTPUT
 * stopped by: the comparison asks for "within", which a NaN never is
 */
int main(void) {
    if (!read_matrices()) return 1;
    for (int i = 0; i < n * n; i++) c[i] = NAN;
    return write_product() ? 0 : 1;
}
