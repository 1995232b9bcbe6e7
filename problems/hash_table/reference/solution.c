/* Chained hash table: a node, a key and a value allocated for every pair. The number of buckets never grows, so that
 * chains get long, and every chain is walked node by node. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 32, FIRST_CAPACITY = 1 << 16, INT_BYTES = sizeof(int32_t) };

struct text {
    int32_t length;
    const char *bytes;
};

struct node {
    struct text key, value;
    struct node *next;
};

struct buffer {
    char *bytes;
    size_t used, capacity;
};

static struct node *buckets[BUCKETS];
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

static struct text copy_of(struct text text) {
    char *bytes = allocate(NULL, (size_t)text.length);
    memcpy(bytes, text.bytes, (size_t)text.length);
    return (struct text){text.length, bytes};
}

static struct node **bucket_of(struct text key) {
    uint32_t hash = 5381;
    for (int32_t i = 0; i < key.length; i++) hash = hash * 33 + (unsigned char)key.bytes[i];
    return &buckets[hash % BUCKETS];
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static struct node *find(struct text key) {
    for (struct node *node = *bucket_of(key); node != NULL; node = node->next)
        if (node->key.length == key.length && memcmp(node->key.bytes, key.bytes, (size_t)key.length) == 0)
            return node;
    return NULL;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void insert(struct text key, struct text value) {
    struct node *node = find(key);
    if (node != NULL) {
        free((char *)node->value.bytes);
        node->value = copy_of(value);
        return;
    }
    struct node **bucket = bucket_of(key);
    node = allocate(NULL, sizeof *node);
    *node = (struct node){.key = copy_of(key), .value = copy_of(value), .next = *bucket};
    *bucket = node;
}

static void answer(struct text key) {
    const struct node *node = find(key);
    int32_t found = node != NULL;
    put(&found, INT_BYTES);
    if (found) {
        put(&node->value.length, INT_BYTES);
        put(node->value.bytes, (size_t)node->value.length);
    }
}

int main(void) {
    read_everything();
    for (int32_t n = take_int(); n > 0; n--) {
        struct text key = take_text();
        insert(key, take_text());
    }
    for (int32_t m = take_int(); m > 0; m--) answer(take_text());
    return fwrite(output.bytes, 1, output.used, stdout) != output.used || fflush(stdout) != 0;
}
