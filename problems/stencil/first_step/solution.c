/* Repeated five-point averages on a grid: each sweep reads one grid and writes the other, row by row.
 * A row is computed with vector instructions, which need the pragma and the promise that grids do not overlap. */
#pragma GCC optimize("O3")
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SIDE = 2048, MAX_ITERATIONS = 1000 };

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void sweep(size_t width, size_t height, const float *restrict from, float *restrict to) {
    for (size_t y = 1; y + 1 < height; y++) {
        for (size_t x = 1; x + 1 < width; x++) {
            size_t here = y * width + x;
            float up = from[here - width], down = from[here + width];
            float left = from[here - 1], right = from[here + 1];
            to[here] = (up + down + left + right + from[here]) / 5.0f;
        }
    }
}

int main(void) {
    int32_t header[3];
    read_exactly(header, sizeof header);
    int32_t iterations = header[2];
    if (header[0] < 1 || header[0] > MAX_SIDE || header[1] < 1 || header[1] > MAX_SIDE) return 1;
    if (iterations < 0 || iterations > MAX_ITERATIONS) return 1;
    size_t width = (size_t)header[0], height = (size_t)header[1], cells = width * height;
    float *now = malloc(cells * sizeof *now), *next = malloc(cells * sizeof *next);
    if (now == NULL || next == NULL) return 1;
    read_exactly(now, cells * sizeof *now);
    memcpy(next, now, cells * sizeof *now); /* the border is in both grids and never changes */
    for (int32_t i = 0; i < iterations; i++) {
        sweep(width, height, now, next);
        float *old = now;
        now = next;
        next = old;
    }
    if (fwrite(now, sizeof *now, cells, stdout) != cells || fflush(stdout) != 0) return 1;
    free(now);
    free(next);
    return 0;
}
