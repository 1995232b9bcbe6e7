/* Primes in a window: a byte for each number; each prime up to the root strides through the whole window. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_FROM 999000000000
#define MOST_NUMBERS 50000000

static uint8_t *zeros(int64_t count) {
    uint8_t *bytes = calloc((size_t)count, 1);
    if (bytes == NULL) exit(1);
    return bytes;
}

/* Marks the multiples of a prime from its square on. */
__attribute__((noinline)) /* the same code, whatever it is called from */
static void strike(uint8_t *composite, int64_t from, int64_t n, int64_t prime) {
    int64_t first = (from + prime - 1) / prime * prime;
    if (first < prime * prime) first = prime * prime;
    for (int64_t i = first - from; i < n; i += prime) composite[i] = 1;
}

static void sieve(uint8_t *composite, int64_t from, int64_t n) {
    int64_t root = 1;
    while (root * root < from + n) root++;
    uint8_t *small = zeros(root + 1);
    for (int64_t prime = 2; prime <= root; prime++) {
        if (small[prime]) continue;
        strike(small, 0, root + 1, prime);
        strike(composite, from, n, prime);
    }
    for (int64_t i = 0; i < n && from + i < 2; i++) composite[i] = 1;
    free(small);
}

int main(void) {
    int64_t header[2], result[3] = {0};
    if (fread(header, sizeof header, 1, stdin) != 1) return 1;
    int64_t from = header[0], n = header[1], last = -1;
    if (from < 0 || from > MOST_FROM || n < 1 || n > MOST_NUMBERS) return 1;
    uint8_t *composite = zeros(n);
    sieve(composite, from, n);
    for (int64_t i = 0; i < n; i++) {
        if (composite[i]) continue;
        result[0]++;
        result[1] += i;
        if (last >= 0 && i - last > result[2]) result[2] = i - last;
        last = i;
    }
    return fwrite(result, sizeof result, 1, stdout) != 1 || fflush(stdout) != 0;
}
