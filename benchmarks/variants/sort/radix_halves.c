/* Radix sort in two passes of sixteen bits: few instructions, 65,536 places written to at once. */
#include "frame.h"

enum { DIGITS = 1 << 16 };

static void pass(const uint32_t *from, uint32_t *to, size_t n, int shift) {
    static uint32_t offsets[DIGITS];
    uint32_t total = 0;
    memset(offsets, 0, sizeof offsets);
    for (size_t i = 0; i < n; i++) offsets[from[i] >> shift & (DIGITS - 1)]++;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        uint32_t count = offsets[digit];
        offsets[digit] = total;
        total += count;
    }
    for (size_t i = 0; i < n; i++) to[offsets[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

static void sort(uint32_t *keys, size_t n, uint32_t *scratch) {
    pass(keys, scratch, n, 0);
    pass(scratch, keys, n, 16);
}
