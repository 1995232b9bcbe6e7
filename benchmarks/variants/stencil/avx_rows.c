/* Two grids, along the rows, eight cells at a time; the last ones overlap those before. */
#include "frame.h"
#include <immintrin.h>

enum { LANES = 8 };

static void average(const float *above, const float *row, const float *below, float *to) {
    __m256 sum = _mm256_add_ps(_mm256_loadu_ps(above), _mm256_loadu_ps(below));
    sum = _mm256_add_ps(sum, _mm256_loadu_ps(row - 1));
    sum = _mm256_add_ps(sum, _mm256_loadu_ps(row + 1));
    sum = _mm256_add_ps(sum, _mm256_loadu_ps(row));
    _mm256_storeu_ps(to, _mm256_div_ps(sum, _mm256_set1_ps(5.0f)));
}

static void sweep(size_t width, size_t height, const float *from, float *to) {
    for (size_t y = 1; y + 1 < height; y++) {
        const float *row = from + y * width;
        float *out = to + y * width;
        size_t x = 1;
        for (; x + LANES < width; x += LANES) average(row - width + x, row + x, row + width + x, out + x);
        if (width > LANES + 1) {
            x = width - 1 - LANES;
            average(row - width + x, row + x, row + width + x, out + x);
            continue;
        }
        for (x = 1; x + 1 < width; x++)
            out[x] = (row[x - width] + row[x + width] + row[x - 1] + row[x + 1] + row[x]) / 5.0f;
    }
}

static void iterate(size_t width, size_t height, int32_t iterations, float *grid) {
    size_t bytes = width * height * sizeof *grid;
    float *other = allocate(bytes);
    memcpy(other, grid, bytes);
    float *from = grid, *to = other;
    for (; iterations > 0; iterations--) {
        sweep(width, height, from, to);
        float *old = from;
        from = to;
        to = old;
    }
    if (from != grid) memcpy(grid, from, bytes);
}
