/* Why it is fast: a word is a number of five bits a letter, so that the words with a prefix are a range of
 * numbers. They are sorted by digits of 12 bits, no deeper than the longest prefix needs. A table gives the
 * place of each beginning of three letters; a longer prefix is searched for within its entry, without
 * branches that a processor mispredicts. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST = 12,
    LETTER_BITS = 5,
    KEY_BITS = LONGEST * LETTER_BITS,
    TOP_LETTERS = 3,
    TOP_BITS = TOP_LETTERS * LETTER_BITS,
    DIGIT_BITS = 12,
    DIGITS = 1 << DIGIT_BITS,
    SPARE = 16, /* bytes behind the input that may be read */
    MAX_WORDS = 300000,
    MAX_PREFIXES = 1000000,
};

static unsigned char *input;
static size_t input_size, position;
static int32_t top[(1 << TOP_BITS) + 1]; /* where words begin that are not less than three letters */

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

static int32_t take_int(int32_t least, int32_t most) {
    int32_t value;
    if (input_size - position < sizeof value) exit(1);
    memcpy(&value, input + position, sizeof value);
    position += sizeof value;
    if (value < least || value > most) exit(1);
    return value;
}

/* Eight letters as 40 bits, the first one highest; a zero byte is a zero. */
static uint64_t squeezed(uint64_t letters) {
    uint64_t x = __builtin_bswap64(letters) & 0x1f1f1f1f1f1f1f1fu;
    x = (x & 0x001f001f001f001fu) | (x >> 3 & 0x03e003e003e003e0u);
    x = (x & 0x000003ff000003ffu) | (x >> 6 & 0x000ffc00000ffc00u);
    return (x & 0xfffff) | (x >> 12 & 0xfffff00000u);
}

/* The text that comes next, with zeros behind it; its length is added to `length`. */
static uint64_t take_key(uint32_t *length) {
    if (input_size - position < 1) exit(1);
    *length = input[position++];
    if (*length < 1 || *length > LONGEST || input_size - position < *length) exit(1);
    uint64_t first;
    uint32_t last;
    memcpy(&first, input + position, sizeof first);
    memcpy(&last, input + position + sizeof first, sizeof last);
    if (*length <= 8) {
        first = first << (64 - 8 * *length) >> (64 - 8 * *length);
        last = 0;
    } else {
        last = (uint32_t)((uint64_t)last << (96 - 8 * *length) & 0xffffffffu) >> (96 - 8 * *length);
    }
    position += *length;
    return squeezed(first) << 20 | squeezed(last) >> 20;
}

/* The numbers sorted by their bits from `low` on; both arrays are used, and the one with the result
 * returned. */
static uint64_t *sorted(uint64_t *keys, uint64_t *other, int32_t n, int low) {
    static uint32_t starts[DIGITS];
    for (int shift = low; shift < KEY_BITS; shift += DIGIT_BITS) {
        memset(starts, 0, sizeof starts);
        for (int32_t i = 0; i < n; i++) starts[keys[i] >> shift & (DIGITS - 1)]++;
        uint32_t total = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            uint32_t count = starts[digit];
            starts[digit] = total;
            total += count;
        }
        for (int32_t i = 0; i < n; i++) other[starts[keys[i] >> shift & (DIGITS - 1)]++] = keys[i];
        uint64_t *swap = keys;
        keys = other;
        other = swap;
    }
    return keys;
}

static void fill_top(const uint64_t *keys, int32_t n) {
    int32_t at = 0;
    for (uint64_t letters = 0; letters <= 1 << TOP_BITS; letters++) {
        while (at < n && keys[at] >> (KEY_BITS - TOP_BITS) < letters) at++;
        top[letters] = at;
    }
}

/* The first place from `from` to `to` whose number is not less. */
static int32_t search(const uint64_t *keys, int32_t from, int32_t to, uint64_t key) {
    int32_t left = to - from;
    while (left > 1) {
        int32_t half = left / 2;
        from = keys[from + half - 1] < key ? from + half : from;
        left -= half;
    }
    return from + (left == 1 && keys[from] < key);
}

static int32_t count(const uint64_t *keys, uint64_t prefix, uint32_t length) {
    uint64_t end = prefix + (1ull << (KEY_BITS - LETTER_BITS * length));
    uint64_t first = prefix >> (KEY_BITS - TOP_BITS);
    if (length <= TOP_LETTERS) return top[end >> (KEY_BITS - TOP_BITS)] - top[first];
    int32_t from = search(keys, top[first], top[first + 1], prefix);
    return search(keys, from, top[first + 1], end) - from;
}

int main(void) {
    read_input();
    uint32_t length, longest = 1;
    int32_t n = take_int(0, MAX_WORDS);
    uint64_t *keys = malloc(2 * (size_t)n * sizeof *keys + 1);
    if (keys == NULL) return 1;
    for (int32_t i = 0; i < n; i++) keys[i] = take_key(&length);
    int32_t q = take_int(0, MAX_PREFIXES);
    uint64_t *prefixes = malloc((size_t)q * (sizeof *prefixes + sizeof length) + 1);
    if (prefixes == NULL) return 1;
    uint32_t *lengths = (uint32_t *)(prefixes + q);
    for (int32_t i = 0; i < q; i++) {
        prefixes[i] = take_key(&lengths[i]);
        if (lengths[i] > longest) longest = lengths[i];
    }
    keys = sorted(keys, keys + n, n, KEY_BITS - LETTER_BITS * (int)longest);
    fill_top(keys, n);
    for (int32_t i = 0; i < q; i++) lengths[i] = (uint32_t)count(keys, prefixes[i], lengths[i]);
    return fwrite(lengths, sizeof *lengths, (size_t)q, stdout) != (size_t)q || fflush(stdout) != 0;
}
