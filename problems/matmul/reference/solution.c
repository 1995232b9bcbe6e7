/* Matrix product C = A B by the textbook triple loop: each element is one row times one column. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_N = 2048 };

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static float *new_matrix(size_t n) {
    float *matrix = malloc(n * n * sizeof *matrix);
    if (matrix == NULL) exit(1);
    return matrix;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void multiply(size_t n, const float *a, const float *b, float *c) {
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            float sum = 0.0f;
            for (size_t k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
            c[i * n + j] = sum;
        }
    }
}

int main(void) {
    int32_t size;
    read_exactly(&size, sizeof size);
    if (size < 1 || size > MAX_N) return 1;
    size_t n = (size_t)size, elements = n * n;
    float *a = new_matrix(n), *b = new_matrix(n), *c = new_matrix(n);
    read_exactly(a, elements * sizeof *a);
    read_exactly(b, elements * sizeof *b);
    multiply(n, a, b, c);
    if (fwrite(c, sizeof *c, elements, stdout) != elements || fflush(stdout) != 0) return 1;
    free(a);
    free(b);
    free(c);
    return 0;
}
