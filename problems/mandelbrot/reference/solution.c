/* Escape times of points of the Mandelbrot set in fixed-point numbers: point after point, step by step. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_POINTS = 1000000, MAX_STEPS = 65535, FRACTION_BITS = 23 };

static const int64_t BORDER = INT64_C(4) << FRACTION_BITS;

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static int32_t escape_time(int64_t real, int64_t imaginary, int32_t most) {
    int64_t x = 0, y = 0;
    for (int32_t steps = 0; steps < most; steps++) {
        int64_t xx = x * x >> FRACTION_BITS, yy = y * y >> FRACTION_BITS;
        if (xx + yy > BORDER) return steps;
        y = (x * y >> (FRACTION_BITS - 1)) + imaginary;
        x = xx - yy + real;
    }
    return most;
}

int main(void) {
    int32_t header[2];
    read_exactly(header, sizeof header);
    int32_t n = header[0], most = header[1];
    if (n < 1 || n > MAX_POINTS || most < 1 || most > MAX_STEPS) return 1;
    for (int32_t i = 0; i < n; i++) {
        int32_t point[2];
        read_exactly(point, sizeof point);
        uint16_t time = (uint16_t)escape_time(point[0], point[1], most);
        if (fwrite(&time, sizeof time, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
