/* Why it is fast: the first base of a part is alone or has a partner, and only its possible partners are
 * tried. Of these, only those matter whose pair gives more than any other fold of the bases from the first to
 * the partner. They are few. Rows are made from the last base to the first, and from left to right: each
 * partner that matters improves the rest of the row at once, many numbers at a time. */
#pragma GCC optimize("O3") /* which makes vectors of the loops */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_N = 1024, BETWEEN = 3, LETTERS = 128 };

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

/* Bits of the bases that a base pairs with, and its own bit. */
static const uint8_t partners[LETTERS] = {['A'] = 8, ['C'] = 4, ['G'] = 2 | 8, ['U'] = 1 | 4};
static const uint8_t self[LETTERS] = {['A'] = 1, ['C'] = 2, ['G'] = 4, ['U'] = 8};

static void improve(int16_t *restrict row, const int16_t *restrict behind, int16_t pairs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        int16_t other = (int16_t)(pairs + behind[i]);
        row[i] = row[i] > other ? row[i] : other;
    }
}

int main(void) {
    int32_t header;
    read_exactly(&header, sizeof header);
    if (header < 1 || header > MAX_N) return 1;
    size_t n = (size_t)header;
    static char bases[MAX_N];
    static int32_t output[MAX_N];
    read_exactly(bases, n);
    for (size_t i = 0; i < n; i++)
        if (bases[i] < 0 || self[(int)bases[i]] == 0) return 1;
    int16_t *table = calloc((n + 1) * n, sizeof *table); /* row i, column j: the bases i to j */
    if (table == NULL) return 1;
    for (size_t i = n; i-- > 0;) {
        int16_t *row = table + i * n, *below = row + n;
        uint8_t wanted = partners[(int)bases[i]];
        if (i + 1 < n) memcpy(row + i + 1, below + i + 1, (n - i - 1) * sizeof *row);
        for (size_t j = i + BETWEEN + 1; j < n; j++) {
            int16_t pairs = (int16_t)(below[j - 1] + 1);
            if (pairs <= row[j] || !(wanted & self[(int)bases[j]])) continue;
            row[j] = pairs;
            if (j + 1 < n) improve(row + j + 1, table + (j + 1) * n + j + 1, pairs, n - j - 1);
        }
    }
    for (size_t j = 0; j < n; j++) output[j] = table[j];
    return fwrite(output, sizeof *output, n, stdout) != n || fflush(stdout) != 0;
}
