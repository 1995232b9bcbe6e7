/* Why it is fast: a tile of 6 x 16 sums lives in twelve AVX registers, so one step of k costs two
 * loads, six broadcasts and twelve fused multiply-adds. A and B are packed while they are read, in
 * the order the tile reads them: a panel of B stays in the first-level cache, a slab of A in the
 * second, and no access is strided. Panels and the slab of C are padded, so only the writing knows
 * where the matrix ends. Neither matrix is kept as it was read, and C only slab by slab: each page
 * that a program touches for the first time costs as much as hundreds of multiplications. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_N = 2048,
    ROWS = 6,     /* of a tile */
    COLS = 16,    /* of a tile, two vectors */
    DEPTH = 512,  /* k per block: a panel of B takes 32 KiB of it */
    HEIGHT = 72,  /* rows of A and C per slab, a multiple of ROWS */
};

/* Vectors as gcc and clang know them. */
typedef float vector __attribute__((vector_size(32), may_alias));
typedef float unaligned __attribute__((vector_size(32), may_alias, aligned(4)));

static float lines[ROWS * MAX_N] __attribute__((aligned(64))); /* rows as they are read */
static float slab[HEIGHT * MAX_N] __attribute__((aligned(64))); /* of C */

static size_t smaller(size_t x, size_t y) { return x < y ? x : y; }

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static float *new_panels(size_t floats) {
    float *panels = aligned_alloc(64, (floats * sizeof *panels + 63) / 64 * 64);
    if (panels == NULL) exit(1);
    return panels;
}

/* Panels of ROWS rows; within a panel, the ROWS elements of one k lie together. */
static float *read_a(size_t n) {
    float *packed = new_panels((n + ROWS) * n), *to = packed;
    for (size_t i = 0; i < n; i += ROWS) {
        size_t rows = smaller(ROWS, n - i);
        read_exactly(lines, rows * n * sizeof *lines);
        memset(lines + rows * n, 0, (ROWS - rows) * n * sizeof *lines);
        for (size_t k = 0; k < n; k++)
            for (size_t r = 0; r < ROWS; r++) *to++ = lines[r * n + k];
    }
    return packed;
}

/* Panels of COLS columns; within a panel, the COLS elements of one k lie together. */
static float *read_b(size_t n) {
    float *packed = new_panels((n + COLS) * n);
    memset(lines + n, 0, COLS * sizeof *lines);
    for (size_t k = 0; k < n; k++) {
        read_exactly(lines, n * sizeof *lines);
        for (size_t j = 0; j < n; j += COLS) {
            float *to = packed + j * n + k * COLS;
            *(vector *)to = *(const vector *)(lines + j);
            *(vector *)(to + 8) = *(const vector *)(lines + j + 8);
        }
    }
    return packed;
}

/* Adds one panel of A times one panel of B to a tile of ROWS x COLS whose rows lie `stride` apart. */
static void multiply_panels(const float *a, const float *b, size_t depth, float *tile, size_t stride) {
    vector sum[ROWS][2];
#pragma GCC unroll 6
    for (int r = 0; r < ROWS; r++) sum[r][0] = sum[r][1] = (vector){0};
#pragma GCC unroll 4
    for (size_t k = 0; k < depth; k++, a += ROWS, b += COLS) {
        vector left = *(const vector *)b, right = *(const vector *)(b + 8);
#pragma GCC unroll 6
        for (int r = 0; r < ROWS; r++) {
            sum[r][0] += a[r] * left;
            sum[r][1] += a[r] * right;
        }
    }
#pragma GCC unroll 6
    for (int r = 0; r < ROWS; r++, tile += stride) {
        *(vector *)tile += sum[r][0];
        *(vector *)(tile + 8) += sum[r][1];
    }
}

/* Rows first to first + rows of C, whose rows lie `stride` apart in the slab. */
static void multiply_slab(size_t n, size_t stride, size_t first, size_t rows, const float *a,
                          const float *b) {
    memset(slab, 0, HEIGHT * stride * sizeof *slab);
    for (size_t k = 0; k < n; k += DEPTH) {
        size_t depth = smaller(DEPTH, n - k);
        for (size_t j = 0; j < n; j += COLS)
            for (size_t i = 0; i < rows; i += ROWS)
                multiply_panels(a + (first + i) * n + k * ROWS, b + j * n + k * COLS, depth,
                                slab + i * stride + j, stride);
    }
}

int main(void) {
    int32_t size;
    read_exactly(&size, sizeof size);
    if (size < 1 || size > MAX_N) return 1;
    size_t n = (size_t)size, stride = (n + COLS - 1) / COLS * COLS;
    const float *a = read_a(n), *b = read_b(n);
    for (size_t first = 0; first < n; first += HEIGHT) {
        size_t rows = smaller(HEIGHT, n - first);
        multiply_slab(n, stride, first, rows, a, b);
        for (size_t i = 0; i < rows; i++)
            if (fwrite(slab + i * stride, sizeof *slab, n, stdout) != n) return 1;
    }
    return fflush(stdout) != 0;
}
