/* class: C
 * tries: to pass a tolerance with infinities
 * expect: WRONG_OUTPUT
 * stopped by: the comparison asks for "within", which an infinity never is
 */
int main(void) {
    if (!read_matrices()) return 1;
    for (int i = 0; i < n * n; i++) c[i] = i % 2 ? INFINITY : 3.4e38f;
    return write_product() ? 0 : 1;
}
