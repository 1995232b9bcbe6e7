/* Reads all input at once, hands each pair to the variant's store() and each look-up to its find(). */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
    const char *bytes;
    uint32_t length;
};

struct pair {
    struct text key, value;
};

static void prepare(uint32_t pairs);
static void store(struct pair pair);
static void stored_all(void);
static const struct text *find(struct text key);

static char *input;
static size_t input_size, position;

static void *allocate(size_t count, size_t bytes) {
    void *memory = calloc(count ? count : 1, bytes);
    if (!memory) exit(1);
    return memory;
}

static void read_all(void) {
    size_t capacity = 1 << 20, got;
    input = malloc(capacity);
    while (input && (got = fread(input + input_size, 1, capacity - input_size, stdin)) > 0) {
        input_size += got;
        if (input_size == capacity) input = realloc(input, capacity *= 2);
    }
    if (!input) exit(1);
}

static uint32_t take_int(void) {
    uint32_t value;
    if (input_size - position < sizeof value) exit(1);
    memcpy(&value, input + position, sizeof value);
    position += sizeof value;
    return value;
}

static struct text take_text(void) {
    uint32_t length = take_int();
    if (length > input_size - position) exit(1);
    position += length;
    return (struct text){input + position - length, length};
}

static inline int equal(struct text a, struct text b) {
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

/* Fowler, Noll and Vo's hash, 1a, mixed once more at the end. */
static inline uint64_t hash_of(struct text key) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (uint32_t i = 0; i < key.length; i++) hash = (hash ^ (unsigned char)key.bytes[i]) * 0x100000001b3u;
    return hash ^ hash >> 32;
}

static inline size_t power_above(size_t least) {
    size_t power = 16;
    while (power < least) power *= 2;
    return power;
}

static void answer(const struct text *value) {
    uint32_t found = value != NULL;
    fwrite(&found, sizeof found, 1, stdout);
    if (!found) return;
    fwrite(&value->length, sizeof value->length, 1, stdout);
    fwrite(value->bytes, 1, value->length, stdout);
}

int main(void) {
    read_all();
    uint32_t n = take_int();
    if (n > input_size / (2 * sizeof n)) return 1;
    prepare(n);
    for (; n > 0; n--) {
        struct text key = take_text();
        store((struct pair){key, take_text()});
    }
    stored_all();
    for (uint32_t m = take_int(); m > 0; m--) answer(find(take_text()));
    return fflush(stdout) != 0;
}
