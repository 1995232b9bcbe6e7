/* Radix sort on the bits: three passes of 11 bits over keys that order as unsigned integers, with all
 * three histograms counted in the pass that makes the keys. No comparison, so no branch to mispredict;
 * NaNs are split off first, which keeps their order. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_N = 10000000, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, PASSES = 3 };

static int transfer(ssize_t (*call)(int, void *, size_t), int fd, void *data, size_t bytes) {
    for (char *at = data; bytes > 0;) {
        ssize_t moved = call(fd, at, bytes);
        if (moved <= 0) return -1;
        at += moved;
        bytes -= (size_t)moved;
    }
    return 0;
}

static ssize_t write_from(int fd, void *data, size_t bytes) { return write(fd, data, bytes); }

static int is_nan(uint32_t bits) { return (bits & 0x7fffffffu) > 0x7f800000u; }

/* Flips negative numbers entirely and sets the sign bit of the others: unsigned order is float order. */
static uint32_t key_of(uint32_t bits) { return bits ^ ((uint32_t)((int32_t)bits >> 31) | 0x80000000u); }
static uint32_t bits_of(uint32_t key) { return key ^ (((key >> 31) - 1u) | 0x80000000u); }

/* Keys of all numbers, in place, to the front; NaNs to `nans`. Counts each digit. Returns how many. */
static size_t make_keys(uint32_t *values, size_t n, uint32_t *nans, uint32_t counts[PASSES][DIGITS]) {
    size_t numbers = 0, others = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t bits = values[i];
        if (is_nan(bits)) {
            nans[others++] = bits;
            continue;
        }
        uint32_t key = key_of(bits);
        values[numbers++] = key;
        counts[0][key % DIGITS]++;
        counts[1][key >> DIGIT_BITS & (DIGITS - 1)]++;
        counts[2][key >> 2 * DIGIT_BITS]++;
    }
    return numbers;
}

static void start_offsets(uint32_t *counts) {
    uint32_t total = 0;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        uint32_t count = counts[digit];
        counts[digit] = total;
        total += count;
    }
}

static void scatter(const uint32_t *from, uint32_t *to, size_t n, uint32_t *offsets, int shift) {
    for (size_t i = 0; i < n; i++) to[offsets[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

static void scatter_bits(const uint32_t *from, uint32_t *to, size_t n, uint32_t *offsets) {
    for (size_t i = 0; i < n; i++) to[offsets[from[i] >> 2 * DIGIT_BITS]++] = bits_of(from[i]);
}

int main(void) {
    static uint32_t counts[PASSES][DIGITS];
    int32_t size;
    if (transfer(read, 0, &size, sizeof size) || size < 1 || size > MAX_N) return 1;
    size_t n = (size_t)size, bytes = n * sizeof(uint32_t);
    uint32_t *values = malloc(bytes), *sorted = malloc(bytes), *nans = malloc(bytes);
    if (!values || !sorted || !nans || transfer(read, 0, values, bytes)) return 1;
    size_t numbers = make_keys(values, n, nans, counts);
    for (int pass = 0; pass < PASSES; pass++) start_offsets(counts[pass]);
    scatter(values, sorted, numbers, counts[0], 0);
    scatter(sorted, values, numbers, counts[1], DIGIT_BITS);
    scatter_bits(values, sorted, numbers, counts[2]);
    for (size_t i = numbers; i < n; i++) sorted[i] = nans[i - numbers];
    return transfer(write_from, 1, sorted, bytes) ? 1 : 0;
}
