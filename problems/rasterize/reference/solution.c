/* Triangles with depth: every pixel of the box around a triangle is tested, and its depth is interpolated. */
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SIDE = 1024, MAX_TRIANGLES = 32767 };

struct corner {
    int32_t x, y, z;
};

static int32_t width, height;
static int32_t depths[MAX_SIDE * MAX_SIDE];
static int16_t fronts[MAX_SIDE * MAX_SIDE];

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t min(int32_t a, int32_t b) { return a < b ? a : b; }

static int32_t max(int32_t a, int32_t b) { return a > b ? a : b; }

static int32_t side(struct corner a, struct corner b, int32_t x, int32_t y) {
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void draw(struct corner a, struct corner b, struct corner c, int16_t triangle) {
    int32_t area = side(a, b, c.x, c.y);
    if (area == 0) return;
    if (area < 0) {
        struct corner other = b;
        b = c;
        c = other;
        area = -area;
    }
    int32_t left = max(0, min(a.x, min(b.x, c.x))), right = min(width - 1, max(a.x, max(b.x, c.x)));
    int32_t top = max(0, min(a.y, min(b.y, c.y))), bottom = min(height - 1, max(a.y, max(b.y, c.y)));
    for (int32_t y = top; y <= bottom; y++) {
        for (int32_t x = left; x <= right; x++) {
            int32_t p = side(b, c, x, y), q = side(c, a, x, y), r = side(a, b, x, y);
            if (p < 0 || q < 0 || r < 0) continue;
            int64_t sum = (int64_t)p * a.z + (int64_t)q * b.z + (int64_t)r * c.z;
            int32_t depth = (int32_t)(sum / area);
            int32_t pixel = y * width + x;
            if (depth < depths[pixel]) {
                depths[pixel] = depth;
                fronts[pixel] = triangle;
            }
        }
    }
}

int main(void) {
    int32_t header[3];
    read_exactly(header, sizeof header);
    width = header[0];
    height = header[1];
    int32_t triangles = header[2];
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) return 1;
    if (triangles < 0 || triangles > MAX_TRIANGLES) return 1;
    size_t pixels = (size_t)width * (size_t)height;
    for (size_t i = 0; i < pixels; i++) {
        depths[i] = INT_MAX;
        fronts[i] = -1;
    }
    for (int32_t i = 0; i < triangles; i++) {
        struct corner corners[3];
        read_exactly(corners, sizeof corners);
        draw(corners[0], corners[1], corners[2], (int16_t)i);
    }
    return fwrite(fronts, sizeof *fronts, pixels, stdout) != pixels || fflush(stdout) != 0;
}
