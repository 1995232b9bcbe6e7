/* Radix sort from the lowest byte, four passes. */
#include "frame.h"

static void sort(uint32_t *keys, size_t n, uint32_t *scratch) {
    for (int shift = 0; shift < 32; shift += 8) {
        size_t offsets[256] = {0}, total = 0;
        for (size_t i = 0; i < n; i++) offsets[keys[i] >> shift & 255]++;
        for (int digit = 0; digit < 256; digit++) {
            size_t count = offsets[digit];
            offsets[digit] = total;
            total += count;
        }
        for (size_t i = 0; i < n; i++) scratch[offsets[keys[i] >> shift & 255]++] = keys[i];
        uint32_t *other = keys;
        keys = scratch;
        scratch = other;
    }
}
