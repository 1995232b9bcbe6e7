/* Reads two matrices, calls the variant's multiply() on a C full of zeros, writes C. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_N = 2048, ALIGNMENT = 64 };

static void multiply(size_t n, const float *restrict a, const float *restrict b, float *restrict c);

static float *new_matrix(size_t n) {
    return aligned_alloc(ALIGNMENT, (n * n * sizeof(float) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
}

int main(void) {
    int32_t size;
    if (fread(&size, sizeof size, 1, stdin) != 1 || size < 1 || size > MAX_N) return 1;
    size_t n = (size_t)size, elements = n * n;
    float *a = new_matrix(n), *b = new_matrix(n), *c = new_matrix(n);
    if (!a || !b || !c) return 1;
    if (fread(a, sizeof *a, elements, stdin) != elements) return 1;
    if (fread(b, sizeof *b, elements, stdin) != elements) return 1;
    for (size_t i = 0; i < elements; i++) c[i] = 0.0f;
    multiply(n, a, b, c);
    return fwrite(c, sizeof *c, elements, stdout) != elements || fflush(stdout) != 0;
}
