/* The most pairs of a folded string of bases: a second table is transposed, and both are read in order. */
#pragma GCC optimize("O3") /* which makes vectors of the loop over both */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_N = 1024, BETWEEN = 3 };

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int is_pair(char a, char b) {
    switch (a) {
    case 'A': return b == 'U';
    case 'C': return b == 'G';
    case 'G': return b == 'C' || b == 'U';
    default: return b == 'A' || b == 'G';
    }
}

static int32_t larger(int32_t a, int32_t b) {
    return a > b ? a : b;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static int32_t most_pairs(const char *bases, const int32_t *table, const int32_t *turned, size_t n, size_t i,
                          size_t j) {
    int32_t best = larger(table[(i + 1) * n + j], table[i * n + j - 1]);
    if (j - i > BETWEEN && is_pair(bases[i], bases[j])) best = larger(best, table[(i + 1) * n + j - 1] + 1);
    const int32_t *row = table + i * n, *column = turned + j * n;
    for (size_t k = i + 1; k < j; k++) best = larger(best, row[k] + column[k + 1]);
    return best;
}

int main(void) {
    int32_t header;
    read_exactly(&header, sizeof header);
    if (header < 1 || header > MAX_N) return 1;
    size_t n = (size_t)header;
    char *bases = malloc(n);
    int32_t *turned = calloc(n * n, sizeof *turned); /* row j, column i */
    int32_t *table = calloc(n * n, sizeof *table); /* row i, column j: the bases i to j */
    if (bases == NULL || table == NULL || turned == NULL) return 1;
    read_exactly(bases, n);
    for (size_t i = 0; i < n; i++)
        if (memchr("ACGU", bases[i], 4) == NULL) return 1;
    for (size_t length = 2; length <= n; length++) {
        for (size_t i = 0; i + length <= n; i++) {
            size_t j = i + length - 1;
            table[i * n + j] = turned[j * n + i] = most_pairs(bases, table, turned, n, i, j);
        }
    }
    if (fwrite(table, sizeof *table, n, stdout) != n || fflush(stdout) != 0) return 1;
    free(turned);
    free(table);
    free(bases);
    return 0;
}
