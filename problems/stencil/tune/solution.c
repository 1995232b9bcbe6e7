/* Repeated five-point averages on a grid. ORDER says how an iteration walks over it. DOWN its columns,
 * it reads one grid and writes another. ALONG its rows, TOGETHER iterations pass over one grid at
 * once: as soon as iteration t has three rows, t + 1 makes its middle one. Each keeps its last RING
 * rows aside, and the last one writes over grid rows that no one needs any more. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SIDE = 2048, MAX_ITERATIONS = 1000 };

/* Ways to divide by five, each with the division's result: no fifth of a float lies so close to the
 * middle of two floats that an error in the last place of a double decides. */
enum Division { IN_FLOAT, IN_DOUBLE, BY_RECIPROCAL };

static const enum Division division = ${DIVISION};

enum Order { DOWN, ALONG };

static const enum Order order = ${ORDER};

enum {
    LANES = ${LANES}, /* cells a vector */
    TOGETHER = ${TOGETHER}, /* iterations per pass over the grid */
    RING = ${RING},         /* rows; the next iteration still reads three */
    UNROLL = ${UNROLL},     /* vectors per turn of the innermost loop */
    PADDED = ${PADDED},     /* whether the last vector of a row may reach beyond it */
    OFFSET = ${OFFSET},     /* floats before a row's first cell; vectors begin with the second */
    STRIDE = ${STRIDE},     /* floats: rows lie a multiple of it apart */
    READ = ${READ},         /* floats a call */
    WRITE = ${WRITE},
};

_Static_assert(RING >= 3, "an iteration reads three rows");

#if ${LANES} == 1
typedef float vector;
typedef double doubles;
#define CONVERT(x, type) ((type)(x))
#define FUSED __builtin_fmaf
#else
typedef float vector __attribute__((vector_size(4 * LANES), may_alias, aligned(4)));
typedef double doubles __attribute__((vector_size(8 * LANES)));
#define CONVERT __builtin_convertvector
#if !defined(__x86_64__)
static vector fused(vector a, vector b, vector c) {
    for (int l = 0; l < LANES; l++) c[l] = __builtin_fmaf(a[l], b[l], c[l]);
    return c;
}
#define FUSED fused
#elif ${LANES} == 8
#define FUSED __builtin_ia32_vfmaddps256
#else
#define FUSED __builtin_ia32_vfmaddps
#endif
#endif

typedef struct {
    size_t width, height, stride;
} Shape;

static size_t smaller(size_t x, size_t y) { return x < y ? x : y; }

static float *new_rows(size_t rows, size_t stride) {
    float *first = aligned_alloc(64, rows * stride * sizeof(float));
    if (first == NULL) exit(1);
    memset(first, 0, rows * stride * sizeof(float));
    return first + OFFSET;
}

static void read_grid(Shape shape, float *grid) {
    for (size_t y = 0; y < shape.height; y++, grid += shape.stride) {
        for (size_t x = 0; x < shape.width; x += READ) {
            size_t count = smaller(READ, shape.width - x);
            if (fread(grid + x, sizeof *grid, count, stdin) != count) exit(1);
        }
    }
}

static void write_grid(Shape shape, const float *grid) {
    for (size_t y = 0; y < shape.height; y++, grid += shape.stride) {
        for (size_t x = 0; x < shape.width; x += WRITE) {
            size_t count = smaller(WRITE, shape.width - x);
            if (fwrite(grid + x, sizeof *grid, count, stdout) != count) exit(1);
        }
    }
}

static vector fifth(vector sum) {
    if (division == IN_FLOAT) return sum / 5.0f;
    if (division == IN_DOUBLE) return CONVERT(CONVERT(sum, doubles) * 0.2, vector);
    /* The quotient's error is exact, as it is formed with one rounding; both zeros keep their sign. */
    const vector none = {0}, quotient = sum * 0.2f;
    return FUSED(none - 0.2f, FUSED(none + 5.0f, quotient, -sum), quotient);
}

static vector sum_at(const float *above, const float *row, const float *below) {
    vector sum = *(const vector *)above + *(const vector *)below;
    sum += *(const vector *)(row - 1);
    sum += *(const vector *)(row + 1);
    return sum + *(const vector *)row;
}

static float average_at(const float *above, const float *row, const float *below) {
    return (*above + *below + row[-1] + row[1] + *row) / 5.0f;
}

/* One row of averages; `to` must not overlap the rows it is made of. */
static void average(size_t width, const float *above, const float *row, const float *below,
                    float *restrict to) {
    size_t x = 1, reach = PADDED ? 1 : LANES;
#pragma GCC unroll UNROLL
    for (; x + reach < width; x += LANES) {
        *(vector *)(to + x) = fifth(sum_at(above + x, row + x, below + x));
    }
    for (; x + 1 < width; x++) to[x] = average_at(above + x, row + x, below + x);
    to[0] = row[0];
    to[width - 1] = row[width - 1];
}

/* One iteration over a grid that has an interior, a strip of columns after the other. */
static void sweep_down(Shape shape, const float *from, float *restrict to) {
    const size_t width = shape.width, stride = shape.stride, end = (shape.height - 1) * stride;
    size_t x = 1, reach = PADDED ? 1 : LANES;
    for (; x + reach < width; x += LANES) {
#pragma GCC unroll UNROLL
        for (size_t at = stride + x; at < end; at += stride)
            *(vector *)(to + at) = fifth(sum_at(from + at - stride, from + at, from + at + stride));
    }
    for (; x + 1 < width; x++)
        for (size_t at = stride + x; at < end; at += stride)
            to[at] = average_at(from + at - stride, from + at, from + at + stride);
    for (size_t at = stride + width - 1; PADDED && at < end; at += stride) to[at] = from[at];
}

static float *ring_row(Shape shape, float *rings, size_t t, size_t y) {
    return rings + ((t - 1) * RING + y % RING) * shape.stride;
}

/* Row y after t iterations of this pass. The first and the last row never change. */
static float *row_after(Shape shape, float *grid, float *rings, size_t t, size_t y) {
    if (t == 0 || y == 0 || y == shape.height - 1) return grid + y * shape.stride;
    return ring_row(shape, rings, t, y);
}

/* `together` iterations over a grid that has an interior. */
static void pass(Shape shape, float *grid, float *rings, size_t together) {
    for (size_t front = 1; front < shape.height - 1 + together; front++) {
        for (size_t t = 1; t <= together && t <= front; t++) {
            size_t y = front - (t - 1);
            if (y > shape.height - 1) continue;
            if (y < shape.height - 1)
                average(shape.width, row_after(shape, grid, rings, t - 1, y - 1),
                        row_after(shape, grid, rings, t - 1, y),
                        row_after(shape, grid, rings, t - 1, y + 1), ring_row(shape, rings, t, y));
            /* Row y - 1 of the grid has been read for the last time. */
            if (t == together && y > 1)
                memcpy(grid + (y - 1) * shape.stride, ring_row(shape, rings, t, y - 1),
                       shape.width * sizeof *grid);
        }
    }
}

int main(void) {
    int32_t header[3];
    if (fread(header, sizeof header, 1, stdin) != 1) return 1;
    if (header[0] < 1 || header[0] > MAX_SIDE || header[1] < 1 || header[1] > MAX_SIDE) return 1;
    if (header[2] < 0 || header[2] > MAX_ITERATIONS) return 1;
    size_t width = (size_t)header[0], height = (size_t)header[1], left = (size_t)header[2];
    size_t needed = OFFSET + width + LANES;
    Shape shape = {width, height, (needed + STRIDE - 1) / STRIDE * STRIDE};
    size_t aside = order == DOWN ? height : TOGETHER * RING;
    float *grid = new_rows(height, shape.stride), *other = new_rows(aside, shape.stride);
    read_grid(shape, grid);
    if (width < 3 || height < 3) left = 0;
    if (order == DOWN) memcpy(other, grid, ((height - 1) * shape.stride + width) * sizeof *grid);
    for (; order == DOWN && left > 0; left--) {
        sweep_down(shape, grid, other);
        float *old = grid;
        grid = other;
        other = old;
    }
    while (left > 0) {
        size_t together = smaller(left, TOGETHER);
        pass(shape, grid, other, together);
        left -= together;
    }
    write_grid(shape, grid);
    return fflush(stdout) != 0;
}
