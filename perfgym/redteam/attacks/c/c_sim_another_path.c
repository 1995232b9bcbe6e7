/* class: C
 * tries: to be fast only where it is simulated
 * expect: ACCEPTED
 * stopped by: a native run on the same input shows that it is not as fast as claimed
 * backend: simulated
 * problems: matmul
 */
__attribute__((optimize("O3", "fast-math")))
static void quickly(int n, const float *restrict a, const float *restrict b, float *restrict c) {
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            for (int j = 0; j < n; j++) c[(size_t)i * n + j] += a[(size_t)i * n + k] * b[(size_t)k * n + j];
}

int main(void) {
    if (!rt_simulated()) return rt_solve();
    size_t size;
    char *input = rt_input(&size);
    int n;
    memcpy(&n, input, sizeof n);
    float *a = (float *)(input + 4), *c = calloc((size_t)n * n, sizeof *c);
    quickly(n, a, a + (size_t)n * n, c);
    return rt_put(c, (size_t)n * n * sizeof *c);
}
