/* Hash table with chains: each row is allocated by itself and linked into its bucket. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_ROWS = 500000, MAX_KEYS = 1000000, MAX_SHIFTS = 1000 };

struct row {
    uint32_t key, value;
    struct row *next;
};

static struct row **buckets;
static uint32_t bucket_count;

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t least, int32_t most) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < least || value > most) exit(1);
    return value;
}

static uint32_t bucket_of(uint32_t key) {
    key = (key ^ key >> 16) * 0x85ebca6b;
    key = (key ^ key >> 13) * 0xc2b2ae35;
    return (key ^ key >> 16) % bucket_count;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void insert(uint32_t key, uint32_t value) {
    struct row **bucket = &buckets[bucket_of(key)], *row = malloc(sizeof *row);
    if (row == NULL) exit(1);
    *row = (struct row){key, value, *bucket};
    *bucket = row;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static const struct row *find(uint32_t key) {
    for (const struct row *row = buckets[bucket_of(key)]; row != NULL; row = row->next)
        if (row->key == key) return row;
    return NULL;
}

static void answer(const uint32_t *keys, uint32_t s, uint32_t shift) {
    uint32_t hits = 0, sum = 0;
    for (uint32_t i = 0; i < s; i++) {
        const struct row *row = find(keys[i] + shift);
        if (row == NULL) continue;
        hits++;
        sum += row->value * i;
    }
    uint32_t result[] = {hits, sum};
    if (fwrite(result, sizeof result, 1, stdout) != 1) exit(1);
}

int main(void) {
    int32_t r = read_int(0, MAX_ROWS), s = read_int(0, MAX_KEYS), t = read_int(0, MAX_SHIFTS);
    bucket_count = (uint32_t)r + 1;
    buckets = calloc(bucket_count, sizeof(struct row *));
    if (buckets == NULL) return 1;
    for (; r > 0; r--) {
        uint32_t pair[2];
        read_exactly(pair, sizeof pair);
        insert(pair[0], pair[1]);
    }
    uint32_t *keys = malloc((size_t)s * sizeof *keys + 1), shift;
    if (keys == NULL) return 1;
    read_exactly(keys, (size_t)s * sizeof *keys);
    for (; t > 0; t--) {
        read_exactly(&shift, sizeof shift);
        answer(keys, (uint32_t)s, shift);
    }
    return fflush(stdout) != 0;
}
