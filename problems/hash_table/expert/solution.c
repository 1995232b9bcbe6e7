/* Open addressing over the input itself, which is mapped and not copied: a slot holds 32 bits of the hash and
 * where the pair lies in the input. Keys are hashed and compared as two or three words. They are taken some at
 * a time: first their slots are fetched into the cache, then the stored pairs, so that the misses of many keys
 * overlap. Answers are written in pieces that stay in the cache. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HEADER = sizeof(int32_t),
    BATCH = 32,
    MAX_KEY = 20,
    MAX_VALUE = 50,
    ROOM = 64,           /* of an answer: its two integers and its value, copied as whole vectors */
    OUT_BUFFER = 1 << 16,
};

struct slot {
    uint32_t tag;    /* upper half of the hash; the lower half chose the slot */
    uint32_t offset; /* of the key's length in the input, plus 1; 0 is an empty slot */
};

struct words {
    uint64_t first, middle, last;
};

struct key {
    struct words words;
    uint64_t hashed;
    uint32_t offset;
};

static const char *input;
static size_t input_size, position;
static struct slot *slots;
static size_t mask;

/* Maps standard input, with a page behind it that can be read. */
static int map_input(void) {
    struct stat info;
    if (fstat(0, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0) return -1;
    size_t size = (size_t)info.st_size;
    char *place = mmap(NULL, size + ROOM, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED) return -1;
    if (mmap(place, size, PROT_READ, MAP_PRIVATE | MAP_FIXED | MAP_POPULATE, 0, 0) == MAP_FAILED) return -1;
    input = place;
    input_size = size;
    return 0;
}

static void read_input(void) {
    size_t capacity = 1 << 22;
    char *bytes = malloc(capacity + ROOM);
    for (ssize_t got = 1; bytes; input_size += (size_t)got) {
        if (input_size == capacity) bytes = realloc(bytes, (capacity *= 2) + ROOM);
        got = bytes ? read(0, bytes + input_size, capacity - input_size) : -1;
        if (got < 0) exit(1);
        if (got == 0) break;
    }
    if (!bytes) exit(1);
    input = bytes;
}

static uint32_t int_at(size_t offset) {
    uint32_t value;
    memcpy(&value, input + offset, sizeof value);
    return value;
}

static uint32_t take_int(void) {
    if (input_size - position < HEADER) exit(1);
    uint32_t value = int_at(position);
    position += HEADER;
    return value;
}

/* Passes over a text and its length; returns where the length lies. */
static uint32_t take_text(uint32_t most) {
    uint32_t offset = (uint32_t)position, length = take_int();
    if (length > most || length > input_size - position) exit(1);
    position += length;
    return offset;
}

static uint64_t word_at(size_t offset) {
    uint64_t word;
    memcpy(&word, input + offset, sizeof word);
    return word;
}

/* A key of 5 bytes or more, as words that overlap. The length precedes the key, so that all can be read. */
static struct words words_at(size_t offset) {
    uint32_t length = int_at(offset);
    size_t start = offset + HEADER, end = start + length;
    uint64_t last = word_at(end - sizeof last);
    if (length < sizeof last) {
        last >>= 8 * (sizeof last - length);
        return (struct words){last, length, last};
    }
    uint64_t middle = length > 2 * sizeof last ? word_at(start + sizeof last) : 0;
    return (struct words){word_at(start), middle ^ length, last};
}

static uint64_t mix(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t hash(struct words key) {
    return mix(key.first ^ key.middle * 0xd6e8feb86659fd93u ^ 0x9e3779b97f4a7c15u, key.last ^ 0xa0761d6478bd642fu);
}

/* Takes some keys, each followed by a value if `valued`, and fetches what a search for them will need. */
static void take_keys(struct key *keys, uint32_t count, int valued) {
    for (uint32_t i = 0; i < count; i++) {
        keys[i].offset = take_text(MAX_KEY);
        if (valued) take_text(MAX_VALUE);
        keys[i].words = words_at(keys[i].offset);
        keys[i].hashed = hash(keys[i].words);
        __builtin_prefetch(&slots[keys[i].hashed & mask], 1);
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct slot *slot = &slots[keys[i].hashed & mask];
        if (slot->offset) {
            __builtin_prefetch(input + slot->offset);
            __builtin_prefetch(input + slot->offset + ROOM);
        }
    }
}

/* The key's slot, or the empty one where it belongs. */
static struct slot *find(const struct key *key) {
    uint32_t tag = (uint32_t)(key->hashed >> 32);
    for (size_t i = key->hashed & mask;; i = (i + 1) & mask) {
        struct slot *slot = &slots[i];
        if (slot->offset == 0) return slot;
        if (slot->tag != tag) continue;
        struct words stored = words_at(slot->offset - 1);
        if (((stored.first ^ key->words.first) | (stored.middle ^ key->words.middle) |
             (stored.last ^ key->words.last)) == 0)
            return slot;
    }
}

static void store_pairs(uint32_t n) {
    struct key keys[BATCH];
    while (n > 0) {
        uint32_t count = n < BATCH ? n : BATCH;
        take_keys(keys, count, 1);
        for (uint32_t i = 0; i < count; i++)
            *find(&keys[i]) = (struct slot){(uint32_t)(keys[i].hashed >> 32), keys[i].offset + 1};
        n -= count;
    }
}

static void write_all(const char *from, size_t bytes) {
    while (bytes > 0) {
        ssize_t written = write(1, from, bytes);
        if (written <= 0) exit(1);
        from += written;
        bytes -= (size_t)written;
    }
}

/* Answers all look-ups; a value with its length stands in the input as it is to be written. */
static void answer(uint32_t m) {
    static char out[OUT_BUFFER + BATCH * ROOM];
    struct key keys[BATCH];
    size_t used = 0;
    while (m > 0) {
        uint32_t count = m < BATCH ? m : BATCH;
        take_keys(keys, count, 0);
        for (uint32_t i = 0; i < count; i++) {
            const struct slot *slot = find(&keys[i]);
            uint32_t found = slot->offset != 0;
            memcpy(out + used, &found, HEADER);
            used += HEADER;
            if (!found) continue;
            size_t value = slot->offset - 1 + HEADER + int_at(slot->offset - 1);
            memcpy(out + used, input + value, ROOM - HEADER);
            used += HEADER + int_at(value);
        }
        if (used >= OUT_BUFFER) {
            write_all(out, used);
            used = 0;
        }
        m -= count;
    }
    write_all(out, used);
}

int main(void) {
    if (map_input() != 0) read_input();
    uint32_t n = take_int();
    if (n > input_size / (2 * HEADER)) return 1;
    size_t count = 16;
    while (2 * count < 3 * (size_t)n) count *= 2;
    slots = calloc(count, sizeof *slots);
    if (!slots) return 1;
    mask = count - 1;
    store_pairs(n);
    answer(take_int());
    return 0;
}
