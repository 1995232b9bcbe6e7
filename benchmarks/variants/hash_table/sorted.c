/* No table: pairs are sorted by hash, then found by halving. */
#include "frame.h"

struct entry {
    uint64_t hash;
    struct pair pair;
};

static struct entry *entries;
static size_t used;

static void prepare(uint32_t pairs) { entries = allocate(pairs, sizeof *entries); }

static void store(struct pair pair) { entries[used++] = (struct entry){hash_of(pair.key), pair}; }

/* The later one of two with an equal hash comes first: all values lie in the input in the order they came. */
static int by_hash(const void *left, const void *right) {
    const struct entry *a = left, *b = right;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return a->pair.key.bytes > b->pair.key.bytes ? -1 : 1;
}

static void stored_all(void) { qsort(entries, used, sizeof *entries, by_hash); }

static const struct text *find(struct text key) {
    uint64_t hash = hash_of(key);
    size_t low = 0, high = used;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (entries[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < used && entries[low].hash == hash; low++)
        if (equal(entries[low].pair.key, key)) return &entries[low].pair.value;
    return NULL;
}
