/* Reads the grid, calls the variant's iterate() on it where it has an interior, writes it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SIDE = 2048, MAX_ITERATIONS = 1000 };

static void iterate(size_t width, size_t height, int32_t iterations, float *grid);

static void *allocate(size_t bytes) {
    void *memory = malloc(bytes);
    if (!memory) exit(1);
    return memory;
}

int main(void) {
    int32_t header[3];
    if (fread(header, sizeof header, 1, stdin) != 1) return 1;
    if (header[0] < 1 || header[0] > MAX_SIDE || header[1] < 1 || header[1] > MAX_SIDE) return 1;
    if (header[2] < 0 || header[2] > MAX_ITERATIONS) return 1;
    size_t width = (size_t)header[0], height = (size_t)header[1], cells = width * height;
    float *grid = allocate(cells * sizeof *grid);
    if (fread(grid, sizeof *grid, cells, stdin) != cells) return 1;
    if (width > 2 && height > 2) iterate(width, height, header[2], grid);
    return fwrite(grid, sizeof *grid, cells, stdout) != cells || fflush(stdout) != 0;
}
