/* Matrix product C = A B row by row: each row of C is a sum of rows of B, which are read in the order of memory. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
        float *row = c + i * n;
        memset(row, 0, n * sizeof *row);
        for (size_t k = 0; k < n; k++) {
            float factor = a[i * n + k];
            for (size_t j = 0; j < n; j++) row[j] += factor * b[k * n + j];
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
