/* Cache-oblivious: the longest side is halved until the pieces are small. */
#include "frame.h"

enum { SMALL = 16 };

static size_t stride;

static void add(size_t rows, size_t depth, size_t columns, const float *restrict a, const float *restrict b,
                float *restrict c) {
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < depth; k++)
            for (size_t j = 0; j < columns; j++) c[i * stride + j] += a[i * stride + k] * b[k * stride + j];
}

static void split(size_t rows, size_t depth, size_t columns, const float *a, const float *b, float *c) {
    if (rows <= SMALL && depth <= SMALL && columns <= SMALL) {
        add(rows, depth, columns, a, b, c);
    } else if (rows >= depth && rows >= columns) {
        size_t half = rows / 2;
        split(half, depth, columns, a, b, c);
        split(rows - half, depth, columns, a + half * stride, b, c + half * stride);
    } else if (depth >= columns) {
        size_t half = depth / 2;
        split(rows, half, columns, a, b, c);
        split(rows, depth - half, columns, a + half, b + half * stride, c);
    } else {
        size_t half = columns / 2;
        split(rows, depth, half, a, b, c);
        split(rows, depth, columns - half, a, b + half, c + half);
    }
}

static void multiply(size_t n, const float *restrict a, const float *restrict b, float *restrict c) {
    stride = n;
    split(n, n, n, a, b, c);
}
