/* Longest common subsequence along anti-diagonals: their cells do not depend on each other, so several are computed at once,
   and three diagonals are all that is kept. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 20000 };

static int16_t larger(int16_t x, int16_t y) { return x > y ? x : y; }

/* One diagonal, cells from low to high; cell i belongs to i letters of the first string. */
__attribute__((optimize("O3"))) static void diagonal(int32_t low, int32_t high, const char *restrict first,
                                                     const char *restrict second,
                                                     const int16_t *restrict last,
                                                     const int16_t *restrict before, int16_t *restrict now) {
    for (int32_t i = low; i <= high; i++) {
        int16_t kept = (int16_t)(before[i - 1] + (first[i] == second[i]));
        now[i] = larger(kept, larger(last[i - 1], last[i]));
    }
}

int main(void) {
    int32_t a, b;
    if (fread(&a, sizeof a, 1, stdin) != 1 || fread(&b, sizeof b, 1, stdin) != 1) return 1;
    if (a < 0 || a > MOST || b < 0 || b > MOST) return 1;
    char *first = malloc((size_t)a + 1), *second = malloc((size_t)b + 1), *backwards = malloc((size_t)b + 1);
    int16_t *kept[3];
    for (int32_t k = 0; k < 3; k++) {
        if ((kept[k] = malloc(((size_t)a + 1) * sizeof **kept)) == NULL) return 1;
    }
    if (first == NULL || second == NULL || backwards == NULL) return 1;
    if (fread(first, 1, (size_t)a, stdin) != (size_t)a || fread(second, 1, (size_t)b, stdin) != (size_t)b) return 1;
    for (int32_t j = 0; j < b; j++) backwards[j] = second[b - 1 - j];
    for (int32_t d = 0; d <= a + b; d++) { /* cell i of diagonal d stands for i and d - i letters */
        int16_t *before = kept[(d + 1) % 3], *last = kept[(d + 2) % 3], *now = kept[d % 3];
        int32_t low = d > b ? d - b : 0, high = d < a ? d : a;
        if (low == 0) now[0] = 0;
        if (high == d) now[d] = 0;
        int32_t from = low == 0 ? 1 : low, to = high == d ? d - 1 : high;
        diagonal(from, to, first - 1, backwards + (b - d), last, before, now);
    }
    int32_t found = kept[(a + b) % 3][a];
    if (fwrite(&found, sizeof found, 1, stdout) != 1 || fflush(stdout) != 0) return 1;
    return 0;
}
