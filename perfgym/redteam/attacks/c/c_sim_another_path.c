/* class: C
 * tries: to be fast where it is simulated and slow where it is not
 * expect: ACCEPTED
 * stopped by: run natively on the same input, it is not as fast as it says
 * backend: simulated
 * problems: matmul
 */
int main(void) {
    size_t size;
    char *input = rt_input(&size);
    int n;
    memcpy(&n, input, sizeof n);
    float *a = (float *)(input + 4), *b = a + (size_t)n * n, *c = calloc((size_t)n * n, sizeof *c);
    if (!rt_simulated()) return rt_solve();
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            for (int j = 0; j < n; j++) c[(size_t)i * n + j] += a[(size_t)i * n + k] * b[(size_t)k * n + j];
    return rt_put(c, (size_t)n * n * sizeof *c);
}
