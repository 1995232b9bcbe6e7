/* Why it is fast: 32 pixels are computed at a time, without a branch. Each column of three pixels is sorted.
 * The median of the nine is the median of three numbers: the greatest of the columns' low values, the median
 * of their middle ones, and the least of their high ones. Rows are stored with their border pixels once more,
 * so that there are no special cases. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SIDE = 4096, MAX_TIMES = 1000, LANES = 32 };

typedef uint8_t vector __attribute__((vector_size(LANES), may_alias, aligned(1)));

static size_t width, height, stride;

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static vector min(vector a, vector b) {
    vector less = (vector)(a < b);
    return (less & a) | (~less & b);
}

static vector max(vector a, vector b) {
    vector less = (vector)(a < b);
    return (less & b) | (~less & a);
}

static vector middle(vector a, vector b, vector c) { return max(min(a, b), min(max(a, b), c)); }

static vector median(const uint8_t *above, const uint8_t *row, const uint8_t *below) {
    vector lows[3], middles[3], highs[3];
    for (int i = 0; i < 3; i++) {
        vector a = *(const vector *)(above + i), b = *(const vector *)(row + i),
               c = *(const vector *)(below + i);
        vector less = min(a, b), more = max(a, b);
        lows[i] = min(less, c);
        middles[i] = max(less, min(more, c));
        highs[i] = max(more, c);
    }
    vector low = max(max(lows[0], lows[1]), lows[2]), high = min(min(highs[0], highs[1]), highs[2]);
    return middle(low, middle(middles[0], middles[1], middles[2]), high);
}

/* Pixel 0 of row 0, which has a pixel to its left and a row above it. */
static uint8_t *new_picture(void) {
    uint8_t *memory = calloc((height + 2) * stride, 1);
    if (memory == NULL) exit(1);
    return memory + stride + 1;
}

static void add_border(uint8_t *picture) {
    for (size_t y = 0; y < height; y++) {
        uint8_t *row = picture + y * stride;
        row[-1] = row[0];
        row[width] = row[width - 1];
    }
    memcpy(picture - stride - 1, picture - 1, width + 2);
    memcpy(picture + height * stride - 1, picture + (height - 1) * stride - 1, width + 2);
}

static void smooth(uint8_t *from, uint8_t *to) {
    add_border(from);
    for (size_t y = 0; y < height; y++) {
        const uint8_t *row = from + y * stride - 1;
        for (size_t x = 0; x < width; x += LANES)
            *(vector *)(to + y * stride + x) = median(row + x - stride, row + x, row + x + stride);
    }
}

int main(void) {
    int32_t header[3];
    read_exactly(header, sizeof header);
    if (header[0] < 1 || header[0] > MAX_SIDE || header[1] < 1 || header[1] > MAX_SIDE) return 1;
    if (header[2] < 0 || header[2] > MAX_TIMES) return 1;
    width = (size_t)header[0];
    height = (size_t)header[1];
    stride = width + 2 + LANES;
    uint8_t *now = new_picture(), *next = new_picture();
    for (size_t y = 0; y < height; y++) read_exactly(now + y * stride, width);
    for (int32_t left = header[2]; left > 0; left--) {
        smooth(now, next);
        uint8_t *old = now;
        now = next;
        next = old;
    }
    for (size_t y = 0; y < height; y++)
        if (fwrite(now + y * stride, 1, width, stdout) != width) return 1;
    return fflush(stdout) != 0;
}
