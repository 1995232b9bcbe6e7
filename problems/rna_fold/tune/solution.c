/* The most pairs of a folded string of bases, with everything a knob: the order in which the table of its parts is
 * filled, which splits of a part are tried and how they are remembered, when that ends, the layout of the table. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LENGTHS, COLUMNS, ROWS, ROWS_AT_ONCE, FILLED = ${FILLED},
    ALL, STEPS, PAIRS, GAINS, SPLITS = ${SPLITS},
    NOT, FLAGS, BITS, LISTS, KEPT = ${KEPT},
    AT_END, AT_BOUND, STOPPED = ${STOPPED},
    WALKED, COPIED, COLUMN = ${COLUMN},
    ROW_ALIGNED = ${ROW_ALIGNED}, /* bytes */
    MAX_N = 1024,
    BETWEEN = 3,
    LETTERS = 256,
    WORD_BITS = 64
};
_Static_assert(FILLED != ROWS_AT_ONCE || (KEPT == NOT && COLUMN == WALKED), "splits are used at once, columns never");

typedef int${CELL_BITS}_t cell;

static size_t n, stride;
static unsigned char bases[MAX_N];
static cell *table, *turned;              /* row i, column j: the bases i to j; and the other way round */
static uint8_t *flags;
static uint64_t *bits;
static uint16_t *lists, list_lengths[MAX_N]; /* of each first base */

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void *allocate(size_t count, size_t bytes) {
    void *memory = calloc(count, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

/* Bits of the bases that a base pairs with, and its own bit. */
static const uint8_t partners[LETTERS] = {['A'] = 8, ['C'] = 4, ['G'] = 2 | 8, ['U'] = 1 | 4};
static const uint8_t self[LETTERS] = {['A'] = 1, ['C'] = 2, ['G'] = 4, ['U'] = 8};

/* Too small to be calls, whatever the flags. */
#define SMALL static inline __attribute__((always_inline))

SMALL int is_pair(size_t i, size_t j) { return (j - i > BETWEEN) & ((partners[bases[i]] & self[bases[j]]) != 0); }

SMALL cell larger(cell a, cell b) { return a > b ? a : b; }

SMALL cell *at(size_t i, size_t j) { return &table[i * stride + j]; }

/* Whether a part that begins at i may have to be split behind k. Where one base more gives nothing, the split
 * before it is as good. Otherwise i is alone or has a partner, behind which a split is enough; and it is only
 * needed where the pair gives more than leaving out either of them. */
SMALL int gives(size_t i, size_t k) {
    if (SPLITS == STEPS) return *at(i, k) > *at(i, k - 1);
    if (SPLITS == PAIRS) return is_pair(i, k);
    return (*at(i, k) > *at(i, k - 1)) & (*at(i, k) > *at(i + 1, k)) & is_pair(i, k);
}

static void keep(size_t i, size_t k) {
    if (KEPT == FLAGS) flags[i * n + k] = (uint8_t)gives(i, k);
    if (KEPT == BITS) bits[(i * n + k) / WORD_BITS] |= (uint64_t)gives(i, k) << (i * n + k) % WORD_BITS;
    if (KEPT == LISTS && gives(i, k)) lists[i * n + list_lengths[i]++] = (uint16_t)k;
}

SMALL int is_wanted(size_t i, size_t k) {
    if (SPLITS == ALL) return 1;
    if (KEPT == NOT) return gives(i, k);
    return KEPT == FLAGS ? flags[i * n + k] : bits[(i * n + k) / WORD_BITS] >> (i * n + k) % WORD_BITS & 1;
}

static cell split_at(size_t i, size_t k, size_t j) {
    return (cell)(*at(i, k) + (COLUMN == COPIED ? turned[j * stride + k + 1] : *at(k + 1, j)));
}

/* The best of the splits, and of what is the best without. One base more gives one pair more at most. */
static cell best_split(size_t i, size_t j, cell best) {
    cell bound = (cell)(*at(i + 1, j) + 1);
    if (SPLITS != ALL && KEPT == LISTS) {
        const uint16_t *list = lists + i * n;
        for (size_t c = 0; c < list_lengths[i]; c++) {
            if (STOPPED == AT_BOUND && best == bound) break;
            best = larger(best, split_at(i, list[c], j));
        }
        return best;
    }
    for (size_t k = i + 1; k < j; k++) {
        if (STOPPED == AT_BOUND && best == bound) break;
        cell split = split_at(i, k, j);
        best = larger(best, is_wanted(i, k) ? split : 0);
    }
    return best;
}

static cell without_split(size_t i, size_t j) {
    cell best = larger(*at(i + 1, j), *at(i, j - 1));
    return is_pair(i, j) ? larger(best, (cell)(*at(i + 1, j - 1) + 1)) : best;
}

static void fill(size_t i, size_t j) {
    *at(i, j) = best_split(i, j, without_split(i, j));
    if (COLUMN == COPIED) turned[j * stride + i] = *at(i, j);
    if (SPLITS != ALL) keep(i, j);
}

/* One split for all parts that begin with the same base. */
static void split_rest(cell *restrict row, const cell *restrict below, const cell *restrict behind, size_t k) {
    cell pairs = row[k];
    for (size_t j = k + 1; j < n; j++) {
        if (STOPPED == AT_BOUND && row[j] > below[j]) continue;
        row[j] = larger(row[j], (cell)(pairs + behind[j]));
    }
}

static void fill_row_at_once(size_t i) {
    memcpy(at(i, i + 1), at(i + 1, i + 1), (n - i - 1) * sizeof *table);
    for (size_t j = i + 1; j < n; j++) {
        *at(i, j) = larger(*at(i, j), without_split(i, j));
        if (SPLITS == ALL || gives(i, j)) split_rest(at(i, 0), at(i + 1, 0), at(j + 1, 0), j);
    }
}

static void fill_all(void) {
    if (FILLED == LENGTHS)
        for (size_t length = 2; length <= n; length++)
            for (size_t i = 0; i + length <= n; i++) fill(i, i + length - 1);
    if (FILLED == COLUMNS)
        for (size_t j = 1; j < n; j++)
            for (size_t i = j; i-- > 0;) fill(i, j);
    if (FILLED == ROWS)
        for (size_t i = n - 1; i-- > 0;)
            for (size_t j = i + 1; j < n; j++) fill(i, j);
    if (FILLED == ROWS_AT_ONCE)
        for (size_t i = n - 1; i-- > 0;) fill_row_at_once(i);
}

int main(void) {
    static int32_t output[MAX_N];
    int32_t header;
    read_exactly(&header, sizeof header);
    if (header < 1 || header > MAX_N) return 1;
    n = (size_t)header;
    read_exactly(bases, n);
    for (size_t i = 0; i < n; i++)
        if (self[bases[i]] == 0) return 1;
    size_t aligned = ROW_ALIGNED / sizeof *table;
    stride = (n + aligned - 1) / aligned * aligned;
    table = allocate((n + 1) * stride, sizeof *table);
    if (COLUMN == COPIED) turned = allocate(n * stride, sizeof *turned);
    if (KEPT == FLAGS) flags = allocate(n * n, sizeof *flags);
    if (KEPT == BITS) bits = allocate(n * n / WORD_BITS + 1, sizeof *bits);
    if (KEPT == LISTS) lists = allocate(n * n, sizeof *lists);
    fill_all();
    for (size_t j = 0; j < n; j++) output[j] = (int32_t)*at(0, j);
    return fwrite(output, sizeof *output, n, stdout) != n || fflush(stdout) != 0;
}
