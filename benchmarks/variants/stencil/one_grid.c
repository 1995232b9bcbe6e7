/* One grid: the row above is kept as it was, and each row is made aside and copied back. */
#include "frame.h"

static void average(size_t width, const float *restrict above, const float *restrict row,
                    const float *restrict below, float *restrict to) {
    for (size_t x = 1; x + 1 < width; x++)
        to[x] = (above[x] + below[x] + row[x - 1] + row[x + 1] + row[x]) / 5.0f;
}

static void iterate(size_t width, size_t height, int32_t iterations, float *grid) {
    float *above = allocate(width * sizeof *grid), *made = allocate(width * sizeof *grid);
    for (; iterations > 0; iterations--) {
        memcpy(above, grid, width * sizeof *grid);
        for (size_t y = 1; y + 1 < height; y++) {
            float *row = grid + y * width;
            average(width, above, row, row + width, made);
            memcpy(above, row, width * sizeof *grid);
            memcpy(row + 1, made + 1, (width - 2) * sizeof *grid);
        }
    }
}
