/* Matrix product over tiles that stay in the first-level cache, B read along its rows, vectorised. */
#pragma GCC optimize("O3")
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { TILE = 64 };

static int32_t smaller(int32_t a, int32_t b) { return a < b ? a : b; }

static void add_tile(const float *a, const float *b, float *c, int32_t n, int32_t i0, int32_t k0, int32_t j0) {
    int32_t i1 = smaller(i0 + TILE, n), k1 = smaller(k0 + TILE, n), j1 = smaller(j0 + TILE, n);
    for (int32_t i = i0; i < i1; i++)
        for (int32_t k = k0; k < k1; k++) {
            float factor = a[(size_t)i * n + k];
            const float *row = b + (size_t)k * n;
            float *out = c + (size_t)i * n;
            for (int32_t j = j0; j < j1; j++) out[j] += factor * row[j];
        }
}

int main(void) {
    int32_t n;
    if (fread(&n, sizeof n, 1, stdin) != 1 || n < 1) return 1;
    size_t count = (size_t)n * (size_t)n;
    float *a = malloc(count * sizeof *a), *b = malloc(count * sizeof *b), *c = calloc(count, sizeof *c);
    if (!a || !b || !c) return 1;
    if (fread(a, sizeof *a, count, stdin) != count || fread(b, sizeof *b, count, stdin) != count) return 1;
    for (int32_t i = 0; i < n; i += TILE)
        for (int32_t k = 0; k < n; k += TILE)
            for (int32_t j = 0; j < n; j += TILE) add_tile(a, b, c, n, i, k, j);
    return fwrite(c, sizeof *c, count, stdout) == count ? 0 : 1;
}
