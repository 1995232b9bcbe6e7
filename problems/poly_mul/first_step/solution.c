/* Products of polynomials: sums of products, of which only every sixteenth is divided by P. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { P = 998244353, MAX_PAIRS = 1000000, MAX_COEFFICIENTS = 100000 };
enum { TOGETHER = 16 }; /* products whose sum fits into 64 bits */

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
    for (size_t i = 0; i < 2 * n - 1; i++) {
        size_t j = i < n ? 0 : i - (n - 1), last = i < n ? i : n - 1;
        uint64_t sum = 0;
        while (j <= last) {
            size_t end = last - j < TOGETHER ? last + 1 : j + TOGETHER;
            for (; j < end; j++) sum += (uint64_t)a[j] * (uint64_t)b[i - j];
            sum %= P;
        }
        product[i] = (int32_t)sum;
    }
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
