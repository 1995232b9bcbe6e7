/* Why it is fast: twelve bits at a time choose an entry that holds up to three symbols, so that a symbol
 * costs less than one look-up and no branch depends on the data; bits wait in a 64-bit word that is refilled
 * by one unaligned load for four look-ups. Codes longer than twelve bits take a second table. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    SYMBOLS = 256,
    LONGEST = 15,
    PEEKED = 12, /* bits */
    MAX_N = 8000000,
    MAX_BYTES = 15000000,
    HEADER = SYMBOLS + 2 * sizeof(int32_t),
    SPARE = 64, /* bytes behind both buffers, for whole words */
};

struct entry {
    uint8_t symbols[4];
    uint8_t count; /* 0: the code is longer */
    uint8_t bits;
};

struct reader {
    const uint8_t *next;
    uint64_t word; /* its highest bits come next */
    unsigned valid;
};

static struct entry several[1 << PEEKED];
static struct entry one[1 << LONGEST];

static size_t read_up_to(void *to, size_t bytes) {
    size_t got = 0;
    for (ssize_t n; got < bytes && (n = read(0, (char *)to + got, bytes - got)) > 0;) got += (size_t)n;
    return got;
}

static void fill_tables(const uint8_t *lengths) {
    uint32_t code = 0;
    for (int length = 1; length <= LONGEST; length++) {
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            if (lengths[symbol] != length) continue;
            uint32_t first = code++ << (LONGEST - length);
            for (uint32_t i = 0; i < 1u << (LONGEST - length); i++)
                one[first + i] = (struct entry){{(uint8_t)symbol}, 1, (uint8_t)length};
        }
        code *= 2;
    }
    for (uint32_t peeked = 0; peeked < 1 << PEEKED; peeked++) {
        struct entry *entry = &several[peeked];
        while (entry->count < 3) {
            const struct entry *next =
                &one[peeked << (LONGEST - PEEKED) << entry->bits & ((1 << LONGEST) - 1)];
            if (next->count == 0 || entry->bits + next->bits > PEEKED) break;
            entry->symbols[entry->count++] = next->symbols[0];
            entry->bits += next->bits;
        }
    }
}

static void refill(struct reader *reader) {
    uint64_t word;
    memcpy(&word, reader->next, sizeof word);
    reader->word |= __builtin_bswap64(word) >> reader->valid;
    reader->next += (63 - reader->valid) / 8;
    reader->valid |= 56;
}

static uint8_t *take(struct reader *reader, uint8_t *to) {
    const struct entry *entry = &several[reader->word >> (64 - PEEKED)];
    if (__builtin_expect(entry->count == 0, 0)) entry = &one[reader->word >> (64 - LONGEST)];
    memcpy(to, entry->symbols, sizeof entry->symbols);
    reader->word <<= entry->bits;
    reader->valid -= entry->bits;
    return to + entry->count;
}

int main(void) {
    uint8_t header[HEADER];
    int32_t n, size;
    if (read_up_to(header, HEADER) != HEADER) return 1;
    memcpy(&n, header + SYMBOLS, sizeof n);
    memcpy(&size, header + SYMBOLS + sizeof n, sizeof size);
    if (n < 1 || n > MAX_N || size < 1 || size > MAX_BYTES) return 1;
    uint8_t *stream = malloc((size_t)size + SPARE), *symbols = malloc((size_t)n + SPARE);
    if (stream == NULL || symbols == NULL || read_up_to(stream, (size_t)size) != (size_t)size) return 1;
    fill_tables(header);
    struct reader reader = {.next = stream};
    /* The last look-ups may decode what stands behind the n-th symbol. */
    for (uint8_t *to = symbols, *end = symbols + n; to < end;) {
        refill(&reader);
        for (int i = 0; i < 3; i++) to = take(&reader, to);
    }
    for (size_t done = 0; done < (size_t)n;) {
        ssize_t written = write(1, symbols + done, (size_t)n - done);
        if (written <= 0) return 1;
        done += (size_t)written;
    }
    return 0;
}
