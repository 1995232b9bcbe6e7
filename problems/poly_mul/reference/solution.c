/* Products of polynomials: every coefficient of one times every coefficient of the other. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { P = 998244353, MAX_PAIRS = 1000000, MAX_COEFFICIENTS = 100000 };

static int32_t a[MAX_COEFFICIENTS], b[MAX_COEFFICIENTS], product[2 * MAX_COEFFICIENTS];

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t smallest, int32_t largest) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < smallest || value > largest) exit(1);
    return value;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void multiply(size_t n) {
    memset(product, 0, (2 * n - 1) * sizeof *product);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            product[i + j] = (int32_t)((product[i + j] + (int64_t)a[i] * b[j]) % P);
}

int main(void) {
    int32_t pairs = read_int(0, MAX_PAIRS);
    size_t n = (size_t)read_int(1, MAX_COEFFICIENTS);
    for (; pairs > 0; pairs--) {
        read_exactly(a, n * sizeof *a);
        read_exactly(b, n * sizeof *b);
        multiply(n);
        if (fwrite(product, sizeof *product, 2 * n - 1, stdout) != 2 * n - 1) return 1;
    }
    return fflush(stdout) != 0;
}
