/* Why it is fast: all patterns are looked for in one pass. The three bytes at each place are hashed into a
 * table of bits, which rules out nearly all places, because no pattern begins that way; it stays in the
 * nearest cache, and the only branch on the text is whether a place is left. Such places are compared with
 * the patterns of the same hash, as two words under a mask. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_PATTERNS = 2000,
    MAX_TEXT = 5000000,
    SHORTEST = 3,
    LONGEST = 12,
    SPARE = 32,
    HASH_BITS = 14,
    TOGETHER = 16, /* places that are sifted before any is compared */
};

struct pattern {
    uint64_t first, last, first_mask, last_mask; /* the first 8 bytes, and those from the 8th on */
    uint32_t length, count, sum;
    int32_t next; /* of the same hash, -1: none */
};

static unsigned char *input;
static size_t input_size, position;
static struct pattern patterns[MAX_PATTERNS];
static uint8_t begins[1 << HASH_BITS];
static int32_t firsts[1 << HASH_BITS];

/* Everything from standard input, with SPARE bytes behind it that may be read. */
static void read_input(void) {
    size_t capacity = 1 << 16, got;
    input = malloc(capacity + SPARE);
    while (input != NULL && (got = fread(input + input_size, 1, capacity - input_size, stdin)) > 0) {
        input_size += got;
        if (input_size == capacity) input = realloc(input, (capacity *= 4) + SPARE);
    }
    if (input == NULL) exit(1);
    memset(input + input_size, 0, SPARE);
}

static const unsigned char *take(size_t bytes) {
    if (input_size - position < bytes) exit(1);
    position += bytes;
    return input + position - bytes;
}

static int32_t take_int(int32_t most) {
    int32_t value;
    memcpy(&value, take(sizeof value), sizeof value);
    if (value < 0 || value > most) exit(1);
    return value;
}

static uint32_t hash_at(const unsigned char *bytes) {
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return (word << 8) * 0x9e3779b1u >> (32 - HASH_BITS);
}

static void add_pattern(int32_t number) {
    struct pattern *pattern = &patterns[number];
    unsigned char bytes[16] = {0}, mask[16] = {0};
    pattern->length = *take(1);
    if (pattern->length < SHORTEST || pattern->length > LONGEST) exit(1);
    memcpy(bytes, take(pattern->length), pattern->length);
    memset(mask, 255, pattern->length);
    memcpy(&pattern->first, bytes, 8);
    memcpy(&pattern->last, bytes + 8, 8);
    memcpy(&pattern->first_mask, mask, 8);
    memcpy(&pattern->last_mask, mask + 8, 8);
    uint32_t hash = hash_at(bytes);
    pattern->next = begins[hash] ? firsts[hash] : -1;
    firsts[hash] = number;
    begins[hash] = 1;
}

static void compare(const unsigned char *text, uint32_t i, uint32_t n) {
    uint64_t first, last;
    memcpy(&first, text + i, 8);
    memcpy(&last, text + i + 8, 8);
    for (int32_t number = firsts[hash_at(text + i)]; number >= 0; number = patterns[number].next) {
        struct pattern *pattern = &patterns[number];
        if (((first ^ pattern->first) & pattern->first_mask) | ((last ^ pattern->last) & pattern->last_mask))
            continue;
        if (i + pattern->length > n) continue;
        pattern->count++;
        pattern->sum += i;
    }
}

static void search(const unsigned char *text, uint32_t n) {
    for (uint32_t start = 0; start < n; start += TOGETHER) {
        uint32_t candidates = 0;
        for (uint32_t i = 0; i < TOGETHER; i++)
            candidates |= (uint32_t)begins[hash_at(text + start + i)] << i;
        for (; candidates != 0; candidates &= candidates - 1) {
            uint32_t i = start + (uint32_t)__builtin_ctz(candidates);
            if (i < n) compare(text, i, n);
        }
    }
}

int main(void) {
    read_input();
    int32_t k = take_int(MAX_PATTERNS);
    for (int32_t i = 0; i < k; i++) add_pattern(i);
    int32_t n = take_int(MAX_TEXT);
    search(take((size_t)n), (uint32_t)n);
    for (int32_t i = 0; i < k; i++) {
        uint32_t result[] = {patterns[i].count, patterns[i].sum};
        if (fwrite(result, sizeof result, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
