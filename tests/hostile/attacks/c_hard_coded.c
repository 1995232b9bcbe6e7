/* class: C
 * tries: to answer from a table of answers
 * expect: WRONG_OUTPUT
 * stopped by: inputs are drawn anew for every episode and every pair
 */
int main(void) {
    if (!read_matrices()) return 1;
    for (int i = 0; i < n * n; i++) c[i] = a[0] > 0 ? 1.0f : -1.0f;
    return write_product() ? 0 : 1;
}
