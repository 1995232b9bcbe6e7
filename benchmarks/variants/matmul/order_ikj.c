/* The innermost loop walks along rows of B and C. */
#include "frame.h"

static void multiply(size_t n, const float *restrict a, const float *restrict b, float *restrict c) {
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            for (size_t j = 0; j < n; j++) c[i * n + j] += a[i * n + k] * b[k * n + j];
}
