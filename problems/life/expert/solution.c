/* Why it is fast: a cell is one bit, 64 to a word, four words to a vector; the neighbours of all these cells
 * are added at once by the logic of full adders. Each row has one more bit on its left and its right, which
 * repeats the opposite border, and the grid has one more row above and below, which does the same. Sums of
 * three cells in a row serve three rows. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_SIDE = 4096,
    MAX_GENERATIONS = 10000,
    BITS = 64,
    LANES = 4,  /* words of a vector */
    MARGIN = 1, /* words left of a row; its first cell is bit 0 of the word behind */
};

typedef uint64_t vector __attribute__((vector_size(8 * LANES), may_alias, aligned(8)));

/* The number of living cells among three, in two bits. */
struct sum {
    vector ones, twos;
};

static size_t width, height, vectors, stride; /* vectors and words of a row, margins included in the latter */

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static vector load(const uint64_t *from) {
    return *(const vector *)from;
}

static uint64_t *row_of(uint64_t *grid, size_t y) {
    return grid + y * stride + MARGIN;
}

static void put(uint64_t *word, unsigned bit, uint64_t value) {
    *word = (*word & ~(UINT64_C(1) << bit)) | value << bit;
}

/* Bit -1 repeats the last cell, the bit behind the last one the first. Bits further out are anything. */
static void wrap_row(uint64_t *row) {
    uint64_t first = row[0] & 1, last = row[(width - 1) / BITS] >> (width - 1) % BITS & 1;
    row[-1] = last << (BITS - 1);
    put(&row[width / BITS], width % BITS, first);
}

static void wrap(uint64_t *grid) {
    memcpy(row_of(grid, 0) - MARGIN, row_of(grid, height) - MARGIN, stride * sizeof *grid);
    memcpy(row_of(grid, height + 1) - MARGIN, row_of(grid, 1) - MARGIN, stride * sizeof *grid);
}

static struct sum sum_of_three(const uint64_t *at) {
    vector here = load(at);
    vector left = here << 1 | load(at - 1) >> (BITS - 1), right = here >> 1 | load(at + 1) << (BITS - 1);
    vector odd = left ^ right;
    return (struct sum){odd ^ here, (left & right) | (odd & here)};
}

/* One vector of a column of vectors, from the top to the bottom. */
static void step_column(const uint64_t *from, uint64_t *to) {
    struct sum above = sum_of_three(from), row = sum_of_three(from + stride);
    for (size_t y = 1; y <= height; y++) {
        from += stride;
        to += stride;
        struct sum below = sum_of_three(from + stride);
        vector here = load(from);
        /* All nine cells together: three make a cell live, four let one live. */
        vector odd = above.ones ^ below.ones, ones = odd ^ row.ones;
        vector carry = (above.ones & below.ones) | (odd & row.ones);
        vector one_of_two = above.twos ^ below.twos, both = above.twos & below.twos;
        vector other_one_of_two = row.twos ^ carry, other_both = row.twos & carry;
        vector twos = one_of_two ^ other_one_of_two;
        vector four_or_more = both | other_both | (one_of_two & other_one_of_two), eight = both & other_both;
        vector three = ones & twos & ~four_or_more, four = four_or_more & ~(ones | twos | eight);
        *(vector *)to = three | (four & here);
        above = row;
        row = below;
    }
}

static void step(uint64_t *from, uint64_t *to) {
    for (size_t v = 0; v < vectors; v++)
        step_column(row_of(from, 0) + v * LANES, row_of(to, 0) + v * LANES);
    for (size_t y = 1; y <= height; y++) wrap_row(row_of(to, y));
    wrap(to);
}

/* Eight bytes of 0 or 1 as eight bits, and back. */
static uint64_t pack(uint64_t bytes) {
    return bytes * UINT64_C(0x0102040810204080) >> 56;
}

static uint64_t unpack(uint64_t bits) {
    uint64_t spread = (bits & 0xff) * UINT64_C(0x0101010101010101) & UINT64_C(0x8040201008040201);
    return (spread + UINT64_C(0x7f7f7f7f7f7f7f7f)) >> 7 & UINT64_C(0x0101010101010101);
}

static void pack_row(const uint8_t *cells, uint64_t *row) {
    for (size_t x = 0; x < width; x += 8) {
        uint64_t bytes = 0;
        memcpy(&bytes, cells + x, width - x < 8 ? width - x : 8);
        row[x / BITS] |= pack(bytes) << x % BITS;
    }
}

static void unpack_row(const uint64_t *row, uint8_t *cells) {
    for (size_t x = 0; x < width; x += 8) {
        uint64_t bytes = unpack(row[x / BITS] >> x % BITS);
        memcpy(cells + x, &bytes, width - x < 8 ? width - x : 8);
    }
}

int main(void) {
    int32_t header[3];
    read_exactly(header, sizeof header);
    if (header[0] < 1 || header[0] > MAX_SIDE || header[1] < 1 || header[1] > MAX_SIDE) return 1;
    if (header[2] < 0 || header[2] > MAX_GENERATIONS) return 1;
    width = (size_t)header[0];
    height = (size_t)header[1];
    vectors = (width + 1 + BITS * LANES - 1) / (BITS * LANES);
    stride = MARGIN + vectors * LANES + 1;
    static uint8_t cells[MAX_SIDE];
    uint64_t *now = calloc((height + 2) * stride, sizeof *now),
             *next = calloc((height + 2) * stride, sizeof *next);
    if (now == NULL || next == NULL) return 1;
    for (size_t y = 1; y <= height; y++) {
        read_exactly(cells, width);
        pack_row(cells, row_of(now, y));
        wrap_row(row_of(now, y));
    }
    wrap(now);
    for (int32_t t = 0; t < header[2]; t++) {
        step(now, next);
        uint64_t *old = now;
        now = next;
        next = old;
    }
    for (size_t y = 1; y <= height; y++) {
        unpack_row(row_of(now, y), cells);
        if (fwrite(cells, 1, width, stdout) != width) return 1;
    }
    return fflush(stdout) != 0;
}
