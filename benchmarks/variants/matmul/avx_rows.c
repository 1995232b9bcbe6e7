/* Four rows of C at a time, eight columns wide, in registers; B is not packed. */
#include "frame.h"
#include <immintrin.h>

enum { ROWS = 4, LANES = 8 };

static size_t smaller(size_t x, size_t y) { return x < y ? x : y; }

static void multiply(size_t n, const float *restrict a, const float *restrict b, float *restrict c) {
    for (size_t i = 0; n >= LANES && i < n; i += ROWS) {
        for (size_t left = 0; left < n; left += LANES) {
            size_t j = smaller(left, n - LANES), row[ROWS];
            __m256 sum[ROWS];
#pragma GCC unroll 4
            for (size_t r = 0; r < ROWS; r++) {
                sum[r] = _mm256_setzero_ps();
                row[r] = smaller(i + r, n - 1) * n;
            }
            for (size_t k = 0; k < n; k++) {
                __m256 right = _mm256_loadu_ps(&b[k * n + j]);
#pragma GCC unroll 4
                for (size_t r = 0; r < ROWS; r++)
                    sum[r] = _mm256_fmadd_ps(_mm256_broadcast_ss(&a[row[r] + k]), right, sum[r]);
            }
#pragma GCC unroll 4
            for (size_t r = 0; r < ROWS; r++) _mm256_storeu_ps(&c[row[r] + j], sum[r]);
        }
    }
    for (size_t i = 0; n < LANES && i < n; i++)
        for (size_t k = 0; k < n; k++)
            for (size_t j = 0; j < n; j++) c[i * n + j] += a[i * n + k] * b[k * n + j];
}
