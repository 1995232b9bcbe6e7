/* Why it is fast: a tile of 6 x 16 sums lives in twelve AVX registers, so one step of k costs two
 * loads, six broadcasts and twelve fused multiply-adds. A and B are packed block by block in the
 * order the tile reads them: a panel of B stays in the first-level cache, a block of A in the
 * second, and no access is strided. Panels are padded with zeros, so only the write-back knows
 * where the matrix ends. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MAX_N = 2048,
    ROWS = 6,      /* of a tile */
    COLS = 16,     /* of a tile, two vectors */
    DEPTH = 256,   /* k per block */
    HEIGHT = 120,  /* rows of A per block, a multiple of ROWS */
    WIDTH = 2048,  /* columns of B per block, a multiple of COLS and at least MAX_N */
};

/* Vectors as gcc and clang know them, which spares reading all of immintrin.h. */
typedef float vector __attribute__((vector_size(32), may_alias));
typedef float unaligned __attribute__((vector_size(32), may_alias, aligned(4)));

static float packed_a[HEIGHT * DEPTH] __attribute__((aligned(64)));
static float packed_b[WIDTH * DEPTH] __attribute__((aligned(64)));

static size_t smaller(size_t x, size_t y) { return x < y ? x : y; }

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

/* Panels of ROWS rows; within a panel, the ROWS elements of one k lie together. */
static void pack_a(const float *a, size_t n, size_t rows, size_t depth) {
    float *to = packed_a;
    for (size_t i = 0; i < rows; i += ROWS)
        for (size_t k = 0; k < depth; k++)
            for (size_t r = i; r < i + ROWS; r++) *to++ = r < rows ? a[r * n + k] : 0.0f;
}

/* Panels of COLS columns; within a panel, the COLS elements of one k lie together. */
static void pack_b(const float *b, size_t n, size_t depth) {
    for (size_t k = 0; k < depth; k++) {
        const float *row = b + k * n;
        size_t j = 0;
        for (; j + COLS <= n; j += COLS) {
            float *to = packed_b + j * depth + k * COLS;
            *(vector *)to = *(const unaligned *)(row + j);
            *(vector *)(to + 8) = *(const unaligned *)(row + j + 8);
        }
        if (j < n)
            for (size_t c = 0; c < COLS; c++)
                packed_b[j * depth + k * COLS + c] = j + c < n ? row[j + c] : 0.0f;
    }
}

/* Adds one panel of A times one panel of B to a tile of ROWS x COLS whose rows lie `n` apart. */
static void multiply_panels(const float *a, const float *b, size_t depth, float *tile, size_t n) {
    vector sum[ROWS][2];
#pragma GCC unroll 6
    for (int r = 0; r < ROWS; r++) sum[r][0] = sum[r][1] = (vector){0};
    for (size_t k = 0; k < depth; k++, a += ROWS, b += COLS) {
        vector left = *(const vector *)b, right = *(const vector *)(b + 8);
#pragma GCC unroll 6
        for (int r = 0; r < ROWS; r++) {
            sum[r][0] += a[r] * left;
            sum[r][1] += a[r] * right;
        }
    }
#pragma GCC unroll 6
    for (int r = 0; r < ROWS; r++, tile += n) {
        *(unaligned *)tile += sum[r][0];
        *(unaligned *)(tile + 8) += sum[r][1];
    }
}

/* A tile that sticks out of the matrix is formed aside, and only what lies inside is added. */
static void multiply_panels_at_edge(const float *a, const float *b, size_t depth, float *tile,
                                    size_t n, size_t rows, size_t cols) {
    float aside[ROWS * COLS] = {0};
    multiply_panels(a, b, depth, aside, COLS);
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < cols; c++) tile[r * n + c] += aside[r * COLS + c];
}

/* Adds the packed block of A times the packed block of B to `rows` rows of C. */
static void multiply_blocks(size_t n, size_t rows, size_t depth, float *c) {
    for (size_t j = 0; j < n; j += COLS) {
        for (size_t i = 0; i < rows; i += ROWS) {
            const float *a = packed_a + i * depth, *b = packed_b + j * depth;
            float *tile = c + i * n + j;
            if (i + ROWS <= rows && j + COLS <= n)
                multiply_panels(a, b, depth, tile, n);
            else
                multiply_panels_at_edge(a, b, depth, tile, n, smaller(ROWS, rows - i),
                                        smaller(COLS, n - j));
        }
    }
}

int main(void) {
    int32_t size;
    read_exactly(&size, sizeof size);
    if (size < 1 || size > MAX_N) return 1;
    size_t n = (size_t)size, elements = n * n;
    float *a = malloc(elements * sizeof *a), *b = malloc(elements * sizeof *b);
    float *c = calloc(elements, sizeof *c);
    if (a == NULL || b == NULL || c == NULL) return 1;
    read_exactly(a, elements * sizeof *a);
    read_exactly(b, elements * sizeof *b);
    for (size_t k = 0; k < n; k += DEPTH) {
        size_t depth = smaller(DEPTH, n - k);
        pack_b(b + k * n, n, depth);
        for (size_t i = 0; i < n; i += HEIGHT) {
            size_t rows = smaller(HEIGHT, n - i);
            pack_a(a + i * n + k, n, rows, depth);
            multiply_blocks(n, rows, depth, c + i * n);
        }
    }
    if (fwrite(c, sizeof *c, elements, stdout) != elements || fflush(stdout) != 0) return 1;
    free(a);
    free(b);
    free(c);
    return 0;
}
