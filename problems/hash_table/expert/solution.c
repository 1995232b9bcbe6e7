/* Open addressing over the input itself: one table, and nothing is copied but into the answers. A slot holds
 * 32 bits of the hash and where the pair lies in the input, so that most probes touch one cache line; answers
 * are written in pieces that stay in the cache. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_BUFFER = 1 << 22, OUT_BUFFER = 1 << 16, HEADER = sizeof(int32_t) };

struct slot {
    uint32_t tag;    /* upper half of the hash; the lower half chose the slot */
    uint32_t offset; /* of the key's length in the input, plus 1; 0 is an empty slot */
};

struct text {
    const char *bytes;
    uint32_t length;
};

static char *input;
static size_t input_size, position;

static void read_all(void) {
    size_t capacity = FIRST_BUFFER;
    input = malloc(capacity + sizeof(uint64_t));
    while (input) {
        ssize_t got = read(0, input + input_size, capacity - input_size);
        if (got < 0) exit(1);
        if (got == 0) return;
        input_size += (size_t)got;
        if (input_size == capacity) input = realloc(input, (capacity *= 2) + sizeof(uint64_t));
    }
    exit(1);
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

static struct text take_text(void) {
    uint32_t length = take_int();
    if (length > input_size - position) exit(1);
    position += length;
    return (struct text){input + position - length, length};
}

static struct text text_at(size_t offset) { return (struct text){input + offset + HEADER, int_at(offset)}; }

static uint64_t mix(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t hash(struct text key) {
    uint64_t state = 0x9e3779b97f4a7c15u ^ key.length, word = 0;
    uint32_t i = 0;
    for (; key.length - i >= sizeof word; i += sizeof word) {
        memcpy(&word, key.bytes + i, sizeof word);
        state = mix(state ^ word, 0xd6e8feb86659fd93u);
    }
    memcpy(&word, key.bytes + i, sizeof word); /* the buffer has a word to spare at its end */
    uint32_t rest = key.length - i;
    word = rest ? word & ~(uint64_t)0 >> (64 - 8 * rest) : 0;
    return mix(state ^ word, 0xa0761d6478bd642fu);
}

/* The key's slot, or the empty one where it belongs. */
static struct slot *find(struct slot *slots, size_t mask, struct text key, uint64_t hashed) {
    uint32_t tag = (uint32_t)(hashed >> 32);
    for (size_t i = hashed & mask;; i = (i + 1) & mask) {
        struct slot *slot = &slots[i];
        if (slot->offset == 0) return slot;
        if (slot->tag != tag) continue;
        struct text stored = text_at(slot->offset - 1);
        if (stored.length == key.length && memcmp(stored.bytes, key.bytes, key.length) == 0) return slot;
    }
}

static void store_pairs(struct slot *slots, size_t mask, uint32_t n) {
    for (; n > 0; n--) {
        uint32_t offset = (uint32_t)position;
        struct text key = take_text();
        take_text();
        uint64_t hashed = hash(key);
        *find(slots, mask, key, hashed) = (struct slot){(uint32_t)(hashed >> 32), offset + 1};
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
static void answer(struct slot *slots, size_t mask, uint32_t m) {
    static char out[OUT_BUFFER];
    size_t used = 0;
    for (; m > 0; m--) {
        struct text key = take_text();
        const struct slot *slot = find(slots, mask, key, hash(key));
        uint32_t found = slot->offset != 0;
        size_t value = found ? slot->offset - 1 + HEADER + int_at(slot->offset - 1) : 0;
        size_t bytes = found ? HEADER + int_at(value) : 0;
        if (sizeof out - used < HEADER + bytes) {
            write_all(out, used);
            used = 0;
        }
        if (sizeof out < HEADER + bytes) {
            write_all((const char *)&found, HEADER);
            write_all(input + value, bytes);
            continue;
        }
        memcpy(out + used, &found, HEADER);
        memcpy(out + used + HEADER, input + value, bytes);
        used += HEADER + bytes;
    }
    write_all(out, used);
}

int main(void) {
    read_all();
    uint32_t n = take_int();
    if (n > input_size / (2 * HEADER)) return 1;
    size_t slots_count = 16;
    while (slots_count < 2 * (size_t)n) slots_count *= 2;
    struct slot *slots = calloc(slots_count, sizeof *slots);
    if (!slots) return 1;
    store_pairs(slots, slots_count - 1, n);
    answer(slots, slots_count - 1, take_int());
    return 0;
}
