/* Open addressing, but a system call for every field read and written: work that no simulator sees. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_LENGTH = 1 << 20 };

struct entry {
    uint64_t hash; /* 0 where there is none */
    uint32_t length, value_length;
    char *key, *value;
};

static void read_exactly(void *to, size_t bytes) {
    for (char *at = to; bytes > 0;) {
        ssize_t got = read(0, at, bytes);
        if (got <= 0) exit(1);
        at += got;
        bytes -= (size_t)got;
    }
}

static void write_exactly(const void *from, size_t bytes) {
    for (const char *at = from; bytes > 0;) {
        ssize_t put = write(1, at, bytes);
        if (put <= 0) exit(1);
        at += put;
        bytes -= (size_t)put;
    }
}

static uint32_t read_int(void) {
    uint32_t value;
    read_exactly(&value, sizeof value);
    return value;
}

static char *read_text(uint32_t *length) {
    *length = read_int();
    if (*length > MAX_LENGTH) exit(1);
    char *text = malloc(*length);
    if (!text) exit(1);
    read_exactly(text, *length);
    return text;
}

static uint64_t hash_of(const char *key, uint32_t length) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (uint32_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)key[i]) * 0x100000001b3u;
    return (hash ^ hash >> 32) | 1;
}

static struct entry *slot_of(struct entry *slots, size_t mask, struct entry wanted) {
    for (size_t at = wanted.hash >> 1 & mask;; at = (at + 1) & mask) {
        struct entry *slot = &slots[at];
        if (!slot->hash) return slot;
        if (slot->hash == wanted.hash && slot->length == wanted.length &&
            memcmp(slot->key, wanted.key, wanted.length) == 0)
            return slot;
    }
}

static struct entry read_key(void) {
    struct entry entry = {0};
    entry.key = read_text(&entry.length);
    entry.hash = hash_of(entry.key, entry.length);
    return entry;
}

int main(void) {
    uint32_t n = read_int();
    size_t count = 16;
    while (count < 2 * (size_t)n) count *= 2;
    struct entry *slots = calloc(count, sizeof *slots);
    if (!slots) return 1;
    for (; n > 0; n--) {
        struct entry entry = read_key();
        entry.value = read_text(&entry.value_length);
        *slot_of(slots, count - 1, entry) = entry;
    }
    for (uint32_t m = read_int(); m > 0; m--) {
        struct entry key = read_key(), *slot = slot_of(slots, count - 1, key);
        uint32_t found = slot->hash != 0;
        write_exactly(&found, sizeof found);
        if (found) {
            write_exactly(&slot->value_length, sizeof slot->value_length);
            write_exactly(slot->value, slot->value_length);
        }
        free(key.key);
    }
    return 0;
}
