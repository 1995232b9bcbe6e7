/* Game of life on a torus: a cell is one byte, and the neighbours of each are counted one by one. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SIDE = 4096, MAX_GENERATIONS = 10000 };

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

/* The torus has no border: what is left of the first is the last. */
static int around(int at, int side) {
    if (at < 0) return at + side;
    if (at >= side) return at - side;
    return at;
}

static int neighbours(int width, int height, const uint8_t *grid, int x, int y) {
    int count = 0;
    for (int j = -1; j <= 1; j++) {
        for (int i = -1; i <= 1; i++) {
            if (i == 0 && j == 0) continue;
            int row = around(y + j, height), column = around(x + i, width);
            if (grid[row * width + column]) count++;
        }
    }
    return count;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void step(int width, int height, const uint8_t *from, uint8_t *to) {
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            int count = neighbours(width, height, from, x, y);
            to[y * width + x] = count == 3 || (count == 2 && from[y * width + x]);
        }
    }
}

int main(void) {
    int32_t header[3];
    read_exactly(header, sizeof header);
    int width = header[0], height = header[1], generations = header[2];
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) return 1;
    if (generations < 0 || generations > MAX_GENERATIONS) return 1;
    size_t cells = (size_t)width * (size_t)height;
    uint8_t *now = malloc(cells), *next = malloc(cells);
    if (now == NULL || next == NULL) return 1;
    read_exactly(now, cells);
    for (int t = 0; t < generations; t++) {
        step(width, height, now, next);
        uint8_t *old = now;
        now = next;
        next = old;
    }
    if (fwrite(now, 1, cells, stdout) != cells || fflush(stdout) != 0) return 1;
    free(now);
    free(next);
    return 0;
}
