/* Determinant modulo a prime, by Gaussian elimination. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_ROWS = 1000, P_ABOVE = 1 << 25, P_BELOW = 1 << 26 };

static int32_t n;
static int64_t p;
static int64_t *rows[MAX_ROWS];

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t smallest, int32_t largest) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < smallest || value > largest) exit(1);
    return value;
}

static int64_t power(int64_t base, int64_t exponent) {
    int64_t result = 1;
    for (; exponent > 0; exponent /= 2) {
        if (exponent % 2 == 1) result = result * base % p;
        base = base * base % p;
    }
    return result;
}

/* Adds `factor` times the pivot's row to another, from a column on. */
__attribute__((noinline)) /* the same code, whatever it is called from */
static void add_row(int64_t *row, const int64_t *pivot, int32_t from, int64_t factor) {
    for (int32_t j = from; j < n; j++) row[j] = (row[j] + factor * pivot[j]) % p;
}

static int64_t determinant(void) {
    int64_t result = 1;
    for (int32_t column = 0; column < n; column++) {
        int32_t found = column;
        while (found < n && rows[found][column] == 0) found++;
        if (found == n) return 0;
        int64_t *pivot = rows[found];
        if (found != column) {
            rows[found] = rows[column];
            rows[column] = pivot;
            result = p - result;
        }
        result = result * pivot[column] % p;
        int64_t inverse = power(pivot[column], p - 2);
        for (int32_t i = column + 1; i < n; i++)
            add_row(rows[i], pivot, column, p - rows[i][column] * inverse % p);
    }
    return result;
}

int main(void) {
    n = read_int(1, MAX_ROWS);
    p = read_int(P_ABOVE + 1, P_BELOW - 1);
    for (int32_t i = 0; i < n; i++) {
        rows[i] = malloc((size_t)n * sizeof *rows[i]);
        if (rows[i] == NULL) return 1;
        for (int32_t j = 0; j < n; j++) rows[i][j] = read_int(0, (int32_t)p - 1);
    }
    int32_t result = (int32_t)determinant();
    return fwrite(&result, sizeof result, 1, stdout) != 1 || fflush(stdout) != 0;
}
