/* Rows allocated one by one and reached by pointers, which are swapped after each iteration. */
#include "frame.h"

static float **new_rows(size_t width, size_t height, const float *grid) {
    float **rows = allocate(height * sizeof *rows);
    for (size_t y = 0; y < height; y++) {
        rows[y] = allocate(width * sizeof **rows);
        memcpy(rows[y], grid + y * width, width * sizeof **rows);
    }
    return rows;
}

static void iterate(size_t width, size_t height, int32_t iterations, float *grid) {
    float **from = new_rows(width, height, grid), **to = new_rows(width, height, grid);
    for (; iterations > 0; iterations--) {
        for (size_t y = 1; y + 1 < height; y++)
            for (size_t x = 1; x + 1 < width; x++) {
                float sum = from[y - 1][x] + from[y + 1][x];
                to[y][x] = (sum + from[y][x - 1] + from[y][x + 1] + from[y][x]) / 5.0f;
            }
        float **old = from;
        from = to;
        to = old;
    }
    for (size_t y = 0; y < height; y++) memcpy(grid + y * width, from[y], width * sizeof *grid);
}
