/* Why it is fast: Myers' algorithm keeps a column of the table as differences of neighbouring cells, which
 * are -1, 0 or 1, in two bits each, so that a step makes 64 cells by a few operations on words. The words of
 * short columns stay in registers; a carry goes from one to the next. The longer string stands in the column
 * or in the row, whichever makes fewer words. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MAX_PAIRS = 1000000,
    MAX_LENGTH = 2000,
    BITS = 64,
    MAX_WORDS = (MAX_LENGTH + BITS - 1) / BITS,
    BUFFER = 1 << 16, /* bytes; a pair fits in easily */
};

struct string {
    const uint8_t *bytes;
    size_t length;
};

static uint8_t buffer[BUFFER];
static size_t position, filled;
static uint64_t matches[256 * MAX_WORDS]; /* where a letter stands in the column; zeros between pairs */

/* So many bytes of the input, in one piece. They stay there until the next call. */
static const uint8_t *take(size_t bytes) {
    if (filled - position < bytes) {
        memmove(buffer, buffer + position, filled -= position);
        position = 0;
        while (filled < bytes) {
            ssize_t got = read(0, buffer + filled, BUFFER - filled);
            if (got <= 0) exit(1);
            filled += (size_t)got;
        }
    }
    position += bytes;
    return buffer + position - bytes;
}

static size_t number(const uint8_t *at, int32_t most) {
    int32_t value;
    memcpy(&value, at, sizeof value);
    if (value < 0 || value > most) exit(1);
    return (size_t)value;
}

static size_t words_of(struct string string) {
    return (string.length + BITS - 1) / BITS;
}

/* Neither string is empty. Inlined with a constant number of words, so that the loop over them unrolls. */
__attribute__((always_inline))
static inline int32_t walk(struct string column, struct string row, size_t words) {
    uint64_t rises[MAX_WORDS], falls[MAX_WORDS];
    for (size_t i = 0; i < words; i++) rises[i] = ~UINT64_C(0), falls[i] = 0;
    unsigned last = (column.length - 1) % BITS;
    int32_t distance = (int32_t)column.length;
    for (size_t j = 0; j < row.length; j++) {
        const uint64_t *match = matches + row.bytes[j] * words;
        uint64_t rise_in = 1, fall_in = 0; /* differences to the right, of the cell above */
        uint64_t rise = 0, fall = 0;
#pragma GCC unroll 4
        for (size_t i = 0; i < words; i++) {
            uint64_t vertical_or_match = match[i] | falls[i], matched = match[i] | fall_in;
            uint64_t horizontal = (((matched & rises[i]) + rises[i]) ^ rises[i]) | matched;
            rise = falls[i] | ~(horizontal | rises[i]);
            fall = rises[i] & horizontal;
            uint64_t shifted_rise = rise << 1 | rise_in, shifted_fall = fall << 1 | fall_in;
            rise_in = rise >> (BITS - 1);
            fall_in = fall >> (BITS - 1);
            rises[i] = shifted_fall | ~(vertical_or_match | shifted_rise);
            falls[i] = shifted_rise & vertical_or_match;
        }
        distance += (int32_t)(rise >> last & 1) - (int32_t)(fall >> last & 1);
    }
    return distance;
}

static int32_t distance(struct string a, struct string b) {
    if (a.length == 0 || b.length == 0) return (int32_t)(a.length + b.length);
    int swap = words_of(b) * a.length < words_of(a) * b.length;
    struct string column = swap ? b : a, row = swap ? a : b;
    size_t words = words_of(column);
    for (size_t i = 0; i < column.length; i++)
        matches[column.bytes[i] * words + i / BITS] |= UINT64_C(1) << i % BITS;
    int32_t found;
    switch (words) {
    case 1: found = walk(column, row, 1); break;
    case 2: found = walk(column, row, 2); break;
    case 3: found = walk(column, row, 3); break;
    case 4: found = walk(column, row, 4); break;
    default: found = walk(column, row, words);
    }
    for (size_t i = 0; i < column.length; i++) matches[column.bytes[i] * words + i / BITS] = 0;
    return found;
}

int main(void) {
    size_t pairs = number(take(sizeof(int32_t)), MAX_PAIRS);
    int32_t *distances = malloc(pairs * sizeof *distances + 1);
    if (distances == NULL) return 1;
    for (size_t k = 0; k < pairs; k++) {
        const uint8_t *header = take(2 * sizeof(int32_t));
        size_t n = number(header, MAX_LENGTH), m = number(header + sizeof(int32_t), MAX_LENGTH);
        const uint8_t *both = take(n + m);
        distances[k] = distance((struct string){both, n}, (struct string){both + n, m});
    }
    for (size_t done = 0, bytes = pairs * sizeof *distances; done < bytes;) {
        ssize_t written = write(1, (char *)distances + done, bytes - done);
        if (written <= 0) return 1;
        done += (size_t)written;
    }
    return 0;
}
