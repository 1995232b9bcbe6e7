/* Matrix product C = A B, tile by tile: the sums of ROWS rows and COLS columns are formed together
 * over DEPTH steps of k, then added to C. Rows lie a multiple of STRIDE apart and are padded with
 * zeros to whole tiles, so that no tile knows where the matrix ends. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_N = 2048,
    LANES = ${LANES},     /* floats a vector */
    VECTORS = ${VECTORS}, /* of a row of a tile */
    ROWS = ${ROWS},       /* of a tile */
    COLS = LANES * VECTORS,
    DEPTH = ${DEPTH},   /* k per block */
    UNROLL = ${UNROLL}, /* k per turn of the innermost loop */
    PACK_A = ${PACK_A}, /* whether a block of A is copied to the order in which tiles read it */
    PACK_B = ${PACK_B},
    ACROSS = ${ACROSS}, /* whether tiles follow each other along a row and not down a column */
    STRIDE = ${STRIDE}, /* floats */
    READ = ${READ},     /* floats a call */
    WRITE = ${WRITE},
    BUFFER = ${BUFFER}, /* bytes, of input and of output */
};

#if ${LANES} == 1
typedef float vector;
#else
typedef float vector __attribute__((vector_size(4 * LANES), may_alias));
#endif

typedef struct {
    size_t n, stride, rows;
} Shape;

static size_t smaller(size_t x, size_t y) { return x < y ? x : y; }

static size_t round_up(size_t x, size_t multiple) { return (x + multiple - 1) / multiple * multiple; }

static float *room_for(Shape shape) {
    float *room = aligned_alloc(64, shape.rows * shape.stride * sizeof *room);
    if (room == NULL) exit(1);
    return room;
}

static float *new_matrix(Shape shape) {
    return memset(room_for(shape), 0, shape.rows * shape.stride * sizeof(float));
}

static float *read_matrix(Shape shape) {
    float *matrix = new_matrix(shape);
    for (size_t i = 0; i < shape.n; i++) {
        for (size_t j = 0; j < shape.n; j += READ) {
            size_t count = smaller(READ, shape.n - j);
            if (fread(matrix + i * shape.stride + j, sizeof(float), count, stdin) != count) exit(1);
        }
    }
    return matrix;
}

static void write_matrix(Shape shape, const float *matrix) {
    for (size_t i = 0; i < shape.n; i++) {
        for (size_t j = 0; j < shape.n; j += WRITE) {
            size_t count = smaller(WRITE, shape.n - j);
            if (fwrite(matrix + i * shape.stride + j, sizeof(float), count, stdout) != count) exit(1);
        }
    }
}

/* Panels of ROWS rows; within a panel, the ROWS elements of one k lie together. */
static void pack_a(Shape shape, const float *a, size_t depth, float *to) {
    for (size_t i = 0; i < shape.rows; i += ROWS)
        for (size_t k = 0; k < depth; k++)
            for (size_t r = i; r < i + ROWS; r++) *to++ = a[r * shape.stride + k];
}

/* Panels of COLS columns; within a panel, the COLS elements of one k lie together. */
static void pack_b(Shape shape, const float *b, size_t depth, float *to) {
    for (size_t j = 0; j < shape.n; j += COLS)
        for (size_t k = 0; k < depth; k++, to += COLS)
            for (size_t v = 0; v < COLS; v += LANES)
                *(vector *)(to + v) = *(const vector *)(b + k * shape.stride + j + v);
}

/* Adds `depth` steps of k to the tile at `c`. */
static void multiply_tile(size_t stride, const float *a, const float *b, size_t depth, float *c) {
    const size_t a_row = PACK_A ? 1 : stride, a_step = PACK_A ? ROWS : 1;
    const size_t b_step = PACK_B ? COLS : stride;
    vector sum[ROWS][VECTORS];
#pragma GCC unroll 8
    for (size_t r = 0; r < ROWS; r++)
#pragma GCC unroll 4
        for (size_t v = 0; v < VECTORS; v++) sum[r][v] = *(vector *)(c + r * stride + v * LANES);
#pragma GCC unroll UNROLL
    for (size_t k = 0; k < depth; k++, a += a_step, b += b_step) {
#pragma GCC unroll 8
        for (size_t r = 0; r < ROWS; r++)
#pragma GCC unroll 4
            for (size_t v = 0; v < VECTORS; v++)
                sum[r][v] += a[r * a_row] * *(const vector *)(b + v * LANES);
    }
#pragma GCC unroll 8
    for (size_t r = 0; r < ROWS; r++)
#pragma GCC unroll 4
        for (size_t v = 0; v < VECTORS; v++) *(vector *)(c + r * stride + v * LANES) = sum[r][v];
}

/* Adds a block of A times a block of B, both `depth` deep, to C. */
static void multiply_blocks(Shape shape, const float *a, const float *b, size_t depth, float *c) {
    const size_t a_next = PACK_A ? depth : shape.stride, b_next = PACK_B ? depth : 1;
    if (ACROSS) {
        for (size_t i = 0; i < shape.n; i += ROWS)
            for (size_t j = 0; j < shape.n; j += COLS)
                multiply_tile(shape.stride, a + i * a_next, b + j * b_next, depth, c + i * shape.stride + j);
    } else {
        for (size_t j = 0; j < shape.n; j += COLS)
            for (size_t i = 0; i < shape.n; i += ROWS)
                multiply_tile(shape.stride, a + i * a_next, b + j * b_next, depth, c + i * shape.stride + j);
    }
}

int main(void) {
    static char input[BUFFER], output[BUFFER];
    setvbuf(stdin, input, _IOFBF, BUFFER);
    setvbuf(stdout, output, _IOFBF, BUFFER);
    int32_t size;
    if (fread(&size, sizeof size, 1, stdin) != 1 || size < 1 || size > MAX_N) return 1;
    size_t n = (size_t)size;
    Shape shape = {n, round_up(round_up(n, COLS), STRIDE), round_up(n, ROWS)};
    const float *a = read_matrix(shape), *b = read_matrix(shape);
    float *c = new_matrix(shape), *packed_a = room_for(shape), *packed_b = room_for(shape);
    for (size_t k = 0; k < n; k += DEPTH) {
        size_t depth = smaller(DEPTH, n - k);
        if (PACK_A) pack_a(shape, a + k, depth, packed_a);
        if (PACK_B) pack_b(shape, b + k * shape.stride, depth, packed_b);
        multiply_blocks(shape, PACK_A ? packed_a : a + k, PACK_B ? packed_b : b + k * shape.stride, depth, c);
    }
    write_matrix(shape, c);
    return fflush(stdout) != 0;
}
