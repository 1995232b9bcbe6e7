/* Why it is fast: places that begin with the same three bytes are chained from the nearest to the farthest,
 * so that only they are tried; a candidate is compared only if it also has the bytes at the end of the best
 * match so far, and then eight bytes at a time. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_N = 1000000, WINDOW = 4096, LEAST = 3, MOST = 255, HASH_BITS = 14, SPARE = 8 };

/* Places, counted from 1; 0 ends a chain. That of a place is overwritten when it has left the window. */
static uint32_t nearest[1 << HASH_BITS], before[WINDOW];

static void read_exactly(void *to, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        ssize_t got = read(0, (char *)to + done, bytes - done);
        if (got <= 0) exit(1);
        done += (size_t)got;
    }
}

static uint32_t word_at(const uint8_t *from) {
    uint32_t word;
    memcpy(&word, from, sizeof word);
    return word;
}

static uint32_t *chain_of(const uint8_t *from) {
    return &nearest[(word_at(from) << 8) * 2654435761u >> (32 - HASH_BITS)];
}

/* There are spare bytes behind both. */
static uint32_t common_length(const uint8_t *a, const uint8_t *b, uint32_t most) {
    for (uint32_t length = 0; length < most; length += 8) {
        uint64_t one, other;
        memcpy(&one, a + length, sizeof one);
        memcpy(&other, b + length, sizeof other);
        if (one == other) continue;
        length += (uint32_t)__builtin_ctzll(one ^ other) / 8;
        return length < most ? length : most;
    }
    return most;
}

static void enter(const uint8_t *text, uint32_t place) {
    uint32_t *chain = chain_of(text + place);
    before[place % WINDOW] = *chain;
    *chain = place + 1;
}

/* Returns the length, 0 if it is less than LEAST. */
static uint32_t longest_match(const uint8_t *text, uint32_t n, uint32_t place, uint32_t *distance) {
    uint32_t best = 0, most = n - place < MOST ? n - place : MOST;
    uint32_t low = place > WINDOW ? place - WINDOW : 0; /* the farthest place */
    if (most < LEAST) return 0;
    const uint8_t *here = text + place;
    uint32_t check = 0; /* where a longer match than the best one has the same four bytes, or three */
    uint32_t mask = 0xffffff, wanted = word_at(here) & mask;
    for (uint32_t other = *chain_of(here); other > low; other = before[(other - 1) % WINDOW]) {
        const uint8_t *there = text + other - 1;
        if (((word_at(there + check) ^ wanted) & mask) != 0) continue;
        uint32_t length = common_length(there, here, most);
        if (length <= best) continue;
        best = length;
        *distance = place - (other - 1);
        if (best == most) break;
        check = best - LEAST;
        mask = ~0u;
        wanted = word_at(here + check);
    }
    return best < LEAST ? 0 : best;
}

int main(void) {
    int32_t header;
    read_exactly(&header, sizeof header);
    if (header < 0 || header > MAX_N) return 1;
    uint32_t n = (uint32_t)header;
    uint8_t *text = malloc((size_t)n + SPARE), *tokens = malloc(2 * (size_t)n + 4), *to = tokens;
    if (text == NULL || tokens == NULL) return 1;
    read_exactly(text, n);
    memset(text + n, 0, SPARE);
    for (uint32_t place = 0; place < n;) {
        uint32_t distance = 0, length = longest_match(text, n, place, &distance);
        if (length > 0) {
            uint8_t token[4] = {1, (uint8_t)distance, (uint8_t)(distance >> 8), (uint8_t)length};
            memcpy(to, token, sizeof token);
            to += sizeof token;
        } else {
            *to++ = 0;
            *to++ = text[place];
            length = 1;
        }
        for (; length > 0; length--) enter(text, place++);
    }
    for (size_t done = 0, bytes = (size_t)(to - tokens); done < bytes;) {
        ssize_t written = write(1, tokens + done, bytes - done);
        if (written <= 0) return 1;
        done += (size_t)written;
    }
    return 0;
}
