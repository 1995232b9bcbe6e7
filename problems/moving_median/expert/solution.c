/* Why it is fast: the window is not kept sorted. Counters tell how often each value occurs in it, and how
 * many values are smaller than the median. When a value leaves and another comes, the median moves by few
 * values that occur; the next one is found in a set of bits with two levels. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_VALUES = 4000000, WIDEST = 65535, WORDS = 1024 };

static uint16_t counts[65536];
static uint64_t bits[WORDS], words[WORDS / 64]; /* values that occur, and words that are not 0 */

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void put(uint32_t value) {
    counts[value]++;
    bits[value / 64] |= (uint64_t)1 << value % 64;
    words[value / 4096] |= (uint64_t)1 << value / 64 % 64;
}

static void take(uint32_t value) {
    if (--counts[value] > 0) return;
    bits[value / 64] &= ~((uint64_t)1 << value % 64);
    if (bits[value / 64] == 0) words[value / 4096] &= ~((uint64_t)1 << value / 64 % 64);
}

/* The largest value that occurs and is smaller; there is one. */
static uint32_t before(uint32_t value) {
    uint32_t word = value / 64;
    uint64_t some = bits[word] & (((uint64_t)1 << value % 64) - 1);
    if (some == 0) {
        uint32_t group = word / 64;
        uint64_t filled = words[group] & (((uint64_t)1 << word % 64) - 1);
        while (filled == 0) filled = words[--group];
        word = group * 64 + 63 - (uint32_t)__builtin_clzll(filled);
        some = bits[word];
    }
    return word * 64 + 63 - (uint32_t)__builtin_clzll(some);
}

/* The smallest value that occurs and is larger; there is one. */
static uint32_t after(uint32_t value) {
    uint32_t word = value / 64;
    uint64_t some = bits[word] & ~(uint64_t)1 << value % 64;
    if (some == 0) {
        uint32_t group = word / 64;
        uint64_t filled = words[group] & ~(uint64_t)1 << word % 64;
        while (filled == 0) filled = words[++group];
        word = group * 64 + (uint32_t)__builtin_ctzll(filled);
        some = bits[word];
    }
    return word * 64 + (uint32_t)__builtin_ctzll(some);
}

int main(void) {
    int32_t header[2];
    read_exactly(header, sizeof header);
    if (header[0] < 1 || header[0] > MOST_VALUES) return 1;
    if (header[1] < 1 || header[1] > WIDEST || header[1] % 2 == 0 || header[1] > header[0]) return 1;
    size_t n = (size_t)header[0], width = (size_t)header[1], count = n - width + 1;
    uint16_t *values = malloc(n * sizeof *values);
    if (values == NULL) return 1;
    read_exactly(values, n * sizeof *values);
    for (size_t i = 0; i < width; i++) put(values[i]);
    uint32_t median = 0, smaller = 0, half = (uint32_t)(width / 2);
    while (smaller + counts[median] <= half) smaller += counts[median++];
    for (size_t i = 0; i + 1 < count; i++) {
        uint32_t oldest = values[i], newest = values[i + width];
        values[i] = (uint16_t)median; /* a median takes the place of a value that has left */
        smaller += (uint32_t)(newest < median) - (uint32_t)(oldest < median);
        put(newest);
        take(oldest);
        while (smaller > half) {
            median = before(median);
            smaller -= counts[median];
        }
        while (smaller + counts[median] <= half) {
            smaller += counts[median];
            median = after(median);
        }
    }
    values[count - 1] = (uint16_t)median;
    return fwrite(values, sizeof *values, count, stdout) != count || fflush(stdout) != 0;
}
