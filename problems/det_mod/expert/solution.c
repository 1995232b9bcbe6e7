/* Why it is fast: the matrix is made a product of a lower and an upper triangle column by column, in which
 * every number is one sum of products. A sum fits into 64 bits, so that there is one remainder for a sum
 * instead of one for each product, and it takes a multiplication instead of a division. Sums run over several
 * products at a time. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_ROWS = 1000, P_ABOVE = 1 << 25, P_BELOW = 1 << 26 };

static size_t n;
static uint32_t p;
static uint64_t reciprocal;      /* of p, as a multiple of 2^-64 */
static uint32_t *rows[MAX_ROWS]; /* the lower triangle as far as it is known, then the matrix */
static uint32_t column[MAX_ROWS]; /* of the upper triangle */

static uint32_t remainder_of(uint64_t x) {
    uint64_t quotient = (uint64_t)((unsigned __int128)x * reciprocal >> 64);
    uint64_t rest = x - quotient * p; /* less than 2p */
    return (uint32_t)(rest >= p ? rest - p : rest);
}

static uint32_t product(uint32_t x, uint32_t y) { return remainder_of((uint64_t)x * y); }

static uint32_t power(uint32_t base, uint32_t exponent) {
    uint32_t result = 1;
    for (; exponent > 0; exponent /= 2) {
        if (exponent & 1) result = product(result, base);
        base = product(base, base);
    }
    return result;
}

/* The first `count` numbers of a row times those of the column. At most 1000 products below 2^52 are
 * added. The option makes vectors of the loop. */
__attribute__((optimize("O3"))) static uint64_t dot(const uint32_t *row, size_t count) {
    uint64_t sum = 0;
    for (size_t k = 0; k < count; k++) sum += (uint64_t)row[k] * column[k];
    return sum;
}

static uint32_t less(uint32_t x, uint32_t y) { return x >= y ? x - y : x + p - y; }

static uint32_t determinant(void) {
    uint32_t result = 1;
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < j; i++) column[i] = less(rows[i][j], remainder_of(dot(rows[i], i)));
        for (size_t i = j; i < n; i++) rows[i][j] = less(rows[i][j], remainder_of(dot(rows[i], j)));
        size_t found = j;
        while (found < n && rows[found][j] == 0) found++;
        if (found == n) return 0;
        uint32_t *pivot = rows[found];
        if (found != j) {
            rows[found] = rows[j];
            rows[j] = pivot;
            result = p - result;
        }
        result = product(result, pivot[j]);
        uint32_t inverse = power(pivot[j], p - 2);
        for (size_t i = j + 1; i < n; i++) rows[i][j] = product(rows[i][j], inverse);
    }
    return result;
}

int main(void) {
    int32_t header[2];
    if (fread(header, sizeof header, 1, stdin) != 1) return 1;
    if (header[0] < 1 || header[0] > MAX_ROWS || header[1] <= P_ABOVE || header[1] >= P_BELOW) return 1;
    n = (size_t)header[0];
    p = (uint32_t)header[1];
    reciprocal = UINT64_MAX / p;
    uint32_t *matrix = malloc(n * n * sizeof *matrix);
    if (matrix == NULL || fread(matrix, sizeof *matrix, n * n, stdin) != n * n) return 1;
    for (size_t i = 0; i < n; i++) rows[i] = matrix + i * n;
    uint32_t result = determinant();
    return fwrite(&result, sizeof result, 1, stdout) != 1 || fflush(stdout) != 0;
}
