/* Radix sort of keys, a byte at a time. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_N = 10000000 };

/* A key whose unsigned order is that of the numbers: -0.0 before +0.0; NaNs last and all alike. */
static uint32_t key(uint32_t bits) {
    if ((bits & 0x7fffffffu) > 0x7f800000u) return UINT32_MAX;
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

static void sort_by_byte(const uint32_t *from, size_t n, uint32_t *to, int shift) {
    size_t starts[257] = {0};
    for (size_t i = 0; i < n; i++) starts[(key(from[i]) >> shift & 255) + 1]++;
    for (int byte = 0; byte < 256; byte++) starts[byte + 1] += starts[byte];
    for (size_t i = 0; i < n; i++) to[starts[key(from[i]) >> shift & 255]++] = from[i];
}

/* Each pass keeps the order of equal bytes, so four passes from the lowest byte sort the keys. */
static void radix_sort(uint32_t *values, size_t n, uint32_t *scratch) {
    for (int shift = 0; shift < 32; shift += 16) {
        sort_by_byte(values, n, scratch, shift);
        sort_by_byte(scratch, n, values, shift + 8);
    }
}

int main(void) {
    int32_t size;
    if (fread(&size, sizeof size, 1, stdin) != 1 || size < 1 || size > MAX_N) return 1;
    size_t n = (size_t)size;
    uint32_t *values = malloc(n * sizeof *values), *scratch = malloc(n * sizeof *scratch);
    if (!values || !scratch || fread(values, sizeof *values, n, stdin) != n) return 1;
    radix_sort(values, n, scratch);
    if (fwrite(values, sizeof *values, n, stdout) != n || fflush(stdout) != 0) return 1;
    free(values);
    free(scratch);
    return 0;
}
