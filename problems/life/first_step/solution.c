/* Game of life on a torus: the rows above and below are found once for a row, not once for each cell. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SIDE = 4096, MAX_GENERATIONS = 10000 };

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void step(int width, int height, const uint8_t *from, uint8_t *to) {
    for (int y = 0; y < height; y++) {
        const uint8_t *row = from + y * width;
        const uint8_t *above = from + (y == 0 ? height - 1 : y - 1) * width;
        const uint8_t *below = from + (y == height - 1 ? 0 : y + 1) * width;
        for (int x = 0; x < width; x++) {
            int left = x == 0 ? width - 1 : x - 1, right = x == width - 1 ? 0 : x + 1;
            int count = above[left] + above[x] + above[right] + row[left] + row[right];
            count += below[left] + below[x] + below[right];
            to[y * width + x] = (count | row[x]) == 3; /* three, or two around a living cell */
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
