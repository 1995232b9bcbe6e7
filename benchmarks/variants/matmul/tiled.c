/* Square tiles of all three matrices, rows innermost. */
#include "frame.h"

enum { TILE = 48 };

static size_t smaller(size_t x, size_t y) { return x < y ? x : y; }

static void multiply(size_t n, const float *restrict a, const float *restrict b, float *restrict c) {
    for (size_t i0 = 0; i0 < n; i0 += TILE)
        for (size_t k0 = 0; k0 < n; k0 += TILE)
            for (size_t j0 = 0; j0 < n; j0 += TILE)
                for (size_t i = i0; i < smaller(i0 + TILE, n); i++)
                    for (size_t k = k0; k < smaller(k0 + TILE, n); k++)
                        for (size_t j = j0; j < smaller(j0 + TILE, n); j++)
                            c[i * n + j] += a[i * n + k] * b[k * n + j];
}
