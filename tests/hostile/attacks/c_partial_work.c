/* class: C
 * tries: to compute a random tenth of the rows well and to guess the rest
 * expect: WRONG_OUTPUT
 * stopped by: every element is compared
 */
int main(void) {
    if (!read_matrices()) return 1;
    for (int i = 0; i < n; i += 10)
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++) c[i * n + j] += a[i * n + k] * b[k * n + j];
    return write_product() ? 0 : 1;
}
