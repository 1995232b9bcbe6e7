/* Chained hash table: a node, a key and a value allocated for every pair, read and written piece by piece. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 16384, MAX_LENGTH = 1 << 20 };

struct text {
    int32_t length;
    char *bytes;
};

struct node {
    struct text key, value;
    struct node *next;
};

static struct node *buckets[BUCKETS];

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void write_exactly(const void *from, size_t bytes) {
    if (fwrite(from, 1, bytes, stdout) != bytes) exit(1);
}

static int32_t read_int(void) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < 0) exit(1);
    return value;
}

static void *allocate(size_t bytes) {
    void *memory = malloc(bytes ? bytes : 1);
    if (memory == NULL) exit(1);
    return memory;
}

static struct text read_text(void) {
    struct text text = {.length = read_int()};
    if (text.length > MAX_LENGTH) exit(1);
    text.bytes = allocate((size_t)text.length);
    read_exactly(text.bytes, (size_t)text.length);
    return text;
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
        free(node->value.bytes);
        node->value = value;
        free(key.bytes);
        return;
    }
    struct node **bucket = bucket_of(key);
    node = allocate(sizeof *node);
    *node = (struct node){.key = key, .value = value, .next = *bucket};
    *bucket = node;
}

static void answer(struct text key) {
    const struct node *node = find(key);
    int32_t found = node != NULL;
    write_exactly(&found, sizeof found);
    if (found) {
        write_exactly(&node->value.length, sizeof node->value.length);
        write_exactly(node->value.bytes, (size_t)node->value.length);
    }
}

int main(void) {
    for (int32_t n = read_int(); n > 0; n--) {
        struct text key = read_text();
        insert(key, read_text());
    }
    for (int32_t m = read_int(); m > 0; m--) {
        struct text key = read_text();
        answer(key);
        free(key.bytes);
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
