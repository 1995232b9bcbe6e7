/* Chained hash table: keys and values stay where they were read, nodes lie in one array and keep their hash. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1 << 17, FIRST_CAPACITY = 1 << 16, INT_BYTES = sizeof(int32_t) };

struct text {
    int32_t length;
    const char *bytes;
};

struct node {
    uint32_t hash;
    struct text key, value;
    struct node *next;
};

struct buffer {
    char *bytes;
    size_t used, capacity;
};

static struct node *buckets[BUCKETS], *nodes;
static struct buffer input, output;
static size_t position;

static void *allocate(void *old, size_t bytes) {
    void *memory = realloc(old, bytes ? bytes : 1);
    if (memory == NULL) exit(1);
    return memory;
}

/* Room for so many bytes at the end of a buffer. */
static char *room(struct buffer *buffer, size_t bytes) {
    while (buffer->capacity - buffer->used < bytes) {
        buffer->capacity = buffer->capacity ? 2 * buffer->capacity : FIRST_CAPACITY;
        buffer->bytes = allocate(buffer->bytes, buffer->capacity);
    }
    return buffer->bytes + buffer->used;
}

static void read_everything(void) {
    size_t got;
    while ((got = fread(room(&input, FIRST_CAPACITY), 1, FIRST_CAPACITY, stdin)) > 0) input.used += got;
}

static int32_t take_int(void) {
    int32_t value;
    if (input.used - position < INT_BYTES) exit(1);
    memcpy(&value, input.bytes + position, INT_BYTES);
    position += INT_BYTES;
    if (value < 0) exit(1);
    return value;
}

static struct text take_text(void) {
    struct text text = {.length = take_int()};
    if (input.used - position < (size_t)text.length) exit(1);
    text.bytes = input.bytes + position;
    position += (size_t)text.length;
    return text;
}

static void put(const void *bytes, size_t count) {
    memcpy(room(&output, count), bytes, count);
    output.used += count;
}

static uint32_t hash_of(struct text key) {
    uint32_t hash = 5381;
    for (int32_t i = 0; i < key.length; i++) hash = hash * 33 + (unsigned char)key.bytes[i];
    return hash;
}

static struct node *find(struct text key, uint32_t hash) {
    for (struct node *node = buckets[hash % BUCKETS]; node != NULL; node = node->next)
        if (node->hash == hash && node->key.length == key.length &&
            memcmp(node->key.bytes, key.bytes, (size_t)key.length) == 0)
            return node;
    return NULL;
}

static void insert(struct text key, struct text value) {
    uint32_t hash = hash_of(key);
    struct node *node = find(key, hash);
    if (node != NULL) {
        node->value = value;
        return;
    }
    struct node **bucket = &buckets[hash % BUCKETS];
    node = nodes++;
    *node = (struct node){.hash = hash, .key = key, .value = value, .next = *bucket};
    *bucket = node;
}

static void answer(struct text key) {
    const struct node *node = find(key, hash_of(key));
    int32_t found = node != NULL;
    put(&found, INT_BYTES);
    if (found) {
        put(&node->value.length, INT_BYTES);
        put(node->value.bytes, (size_t)node->value.length);
    }
}

int main(void) {
    read_everything();
    int32_t n = take_int();
    if ((size_t)n > input.used / (2 * INT_BYTES)) exit(1);
    nodes = allocate(NULL, (size_t)n * sizeof *nodes);
    for (; n > 0; n--) {
        struct text key = take_text();
        insert(key, take_text());
    }
    for (int32_t m = take_int(); m > 0; m--) answer(take_text());
    return fwrite(output.bytes, 1, output.used, stdout) != output.used || fflush(stdout) != 0;
}
