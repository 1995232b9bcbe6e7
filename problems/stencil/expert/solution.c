/* Why it is fast: rows are worked on eight cells at a time, in the order they lie in memory, and
 * several iterations pass over the grid together. As soon as iteration t has three rows, t + 1
 * makes its middle one; rows in between are kept in small rings that stay in the cache, and the
 * last iteration writes over grid rows that no one needs any more. So the grid is read and written
 * once per TOGETHER iterations, and there is only one grid. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_SIDE = 2048,
    MAX_ITERATIONS = 1000,
    TOGETHER = 8, /* iterations per pass over the grid */
    RING = 3,     /* rows of an iteration that the next one still reads */
};

/* A vector as gcc and clang know it. */
typedef float vector __attribute__((vector_size(32), may_alias, aligned(4)));

static float rings[TOGETHER * RING * (MAX_SIDE + 16)] __attribute__((aligned(64)));

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

/* One row of averages; `to` must not overlap the rows it is made of. */
static void average(size_t width, const float *above, const float *row, const float *below,
                    float *restrict to) {
    size_t x = 1;
    for (; x + 8 < width; x += 8) {
        vector sum = *(const vector *)(above + x) + *(const vector *)(below + x);
        sum += *(const vector *)(row + x - 1);
        sum += *(const vector *)(row + x + 1);
        sum += *(const vector *)(row + x);
        *(vector *)(to + x) = sum / 5.0f;
    }
    for (; x + 1 < width; x++)
        to[x] = (above[x] + below[x] + row[x - 1] + row[x + 1] + row[x]) / 5.0f;
    to[0] = row[0];
    to[width - 1] = row[width - 1];
}

/* Where iteration t keeps row y. Rows lie an odd number of cache lines apart, so that they do not
 * compete for the same sets. */
static float *ring_row(size_t t, size_t y, size_t width) {
    size_t lines = (width + 15) / 16 | 1;
    return rings + ((t - 1) * RING + y % RING) * lines * 16;
}

/* Row y after t iterations of this pass. The first and the last row never change. */
static float *row_after(size_t t, size_t y, size_t width, size_t height, float *grid) {
    if (t == 0 || y == 0 || y == height - 1) return grid + y * width;
    return ring_row(t, y, width);
}

/* `together` iterations over a grid that has an interior. */
static void pass(size_t together, size_t width, size_t height, float *grid) {
    for (size_t front = 1; front < height - 1 + together; front++) {
        for (size_t t = 1; t <= together && t <= front; t++) {
            size_t y = front - (t - 1);
            if (y > height - 1) continue;
            if (y < height - 1)
                average(width, row_after(t - 1, y - 1, width, height, grid),
                        row_after(t - 1, y, width, height, grid),
                        row_after(t - 1, y + 1, width, height, grid), ring_row(t, y, width));
            /* Row y - 1 of the grid has been read for the last time. */
            if (t == together && y > 1)
                memcpy(grid + (y - 1) * width, ring_row(t, y - 1, width), width * sizeof *grid);
        }
    }
}

int main(void) {
    int32_t header[3];
    read_exactly(header, sizeof header);
    if (header[0] < 1 || header[0] > MAX_SIDE || header[1] < 1 || header[1] > MAX_SIDE) return 1;
    if (header[2] < 0 || header[2] > MAX_ITERATIONS) return 1;
    size_t width = (size_t)header[0], height = (size_t)header[1], left = (size_t)header[2];
    size_t cells = width * height;
    float *grid = malloc(cells * sizeof *grid);
    if (grid == NULL) return 1;
    read_exactly(grid, cells * sizeof *grid);
    if (width < 3 || height < 3) left = 0;
    while (left > 0) {
        size_t together = left < TOGETHER ? left : TOGETHER;
        pass(together, width, height, grid);
        left -= together;
    }
    if (fwrite(grid, sizeof *grid, cells, stdout) != cells || fflush(stdout) != 0) return 1;
    free(grid);
    return 0;
}
