/* A join by hash table with everything a knob: how rows are kept (linked, in open slots, in buckets of several, or
 * grouped by their hash), how a key's place is computed, how full the table is, how many keys are looked up together,
 * whether misses are told by a filter, whether what is not equal is branched on, reading. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__x86_64__)
#define CRC_OF(crc, key) __builtin_ia32_crc32si(crc, key)
#else
#include <arm_acle.h>
#define CRC_OF(crc, key) __crc32cw((uint32_t)(crc), key)
#endif

enum {
    CHAINED, LINEAR, BUCKETS, GROUPED, LAYOUT = ${LAYOUT},
    EACH_ALLOCATED, ONE_BLOCK, NODES = ${NODES}, /* of chains */
    TOGETHER, APART, PAIRS = ${PAIRS}, /* keys and values of slots and groups */
    ROWS_PER_BUCKET = ${ROWS_PER_BUCKET},
    MURMUR, ONE_AT_A_TIME, MULTIPLY, CRC, HASH = ${HASH},
    REMAINDER, LOW_BITS, HIGH_PRODUCT, REDUCED = ${REDUCED},
    CHOSEN_FILL = ${SIXTEENTHS_FILLED},
    /* Open slots and buckets have to be emptier than chains and groups may be. */
    SIXTEENTHS_FILLED = (LAYOUT == LINEAR || LAYOUT == BUCKETS) && CHOSEN_FILL > 12 ? 12 : CHOSEN_FILL,
    FILTER_BITS = ${FILTER_BITS}, /* for a row; 0: none */
    BATCH = ${BATCH}, /* keys whose places are computed before the first is looked up */
    NOTHING, PLACE, FETCHED_AHEAD = ${FETCHED_AHEAD},
    BLOCK = ${KEYS_PER_BLOCK}, /* keys of the list, for which all shifts are done */
    BRANCH, MASK, MATCHED = ${MATCHED},
    READ_BYTES = ${READ_BYTES},
    MAX_ROWS = 500000,
    MAX_KEYS = 1000000,
    MAX_SHIFTS = 1000,
    LINE = 64
};

typedef uint32_t vector __attribute__((vector_size(4 * ROWS_PER_BUCKET)));

struct row {
    uint32_t key, value;
};

struct node {
    struct row row;
    struct node *next;
};

struct bucket {
    vector keys, values;
};

struct result {
    uint32_t hits, sum;
    vector all_hits, all_sums; /* of each place of a bucket */
};

static uint32_t places;
static struct node **heads;
static struct bucket *buckets;
static struct row *pairs;
static uint32_t *pair_keys, *pair_values;
static uint32_t *starts; /* of each group, and the end of the last */
static uint32_t free_key; /* is no row's, and marks what is empty */
static uint64_t *filter;
static uint32_t filter_mask;

/* Zeros, from the beginning of a cache line on. */
static void *allocate(size_t bytes) {
    char *memory = calloc(bytes + LINE, 1);
    if (memory == NULL) exit(1);
    return memory + LINE - (uintptr_t)memory % LINE;
}

static void read_exactly(void *to, size_t bytes) {
    for (size_t some; bytes > 0; bytes -= some, to = (char *)to + some) {
        some = bytes < READ_BYTES ? bytes : READ_BYTES;
        if (fread(to, 1, some, stdin) != some) exit(1);
    }
}

static uint32_t read_count(uint32_t most) {
    uint32_t count;
    read_exactly(&count, sizeof count);
    if (count > most) exit(1);
    return count;
}

static uint32_t hash_of(uint32_t key) {
    if (HASH == CRC) return CRC_OF(0x9e3779b9, key) * 0x85ebca6b;
    if (HASH == MULTIPLY) {
        uint64_t product = (key ^ (uint64_t)key << 32) * 0x9e3779b97f4a7c15u;
        return (uint32_t)((product ^ product << 29) >> 32);
    }
    if (HASH == MURMUR) {
        key = (key ^ key >> 16) * 0x85ebca6b;
        key = (key ^ key >> 13) * 0xc2b2ae35;
        return key ^ key >> 16;
    }
    uint32_t state = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        state += key >> shift & 255;
        state += state << 10;
        state ^= state >> 6;
    }
    state += state << 3;
    state ^= state >> 11;
    return state + (state << 15);
}

static uint32_t place_of(uint32_t hash) {
    if (REDUCED == REMAINDER) return hash % places;
    if (REDUCED == LOW_BITS) return (hash ^ hash >> 16) & (places - 1);
    return (uint32_t)((uint64_t)hash * places >> 32);
}

static uint32_t after(uint32_t place) { return place + 1 < places ? place + 1 : 0; }

static void choose_places(uint32_t rows) {
    uint32_t rows_a_place = LAYOUT == BUCKETS ? ROWS_PER_BUCKET : 1;
    uint32_t wanted = (uint32_t)((uint64_t)rows * 16 / (SIXTEENTHS_FILLED * rows_a_place)) + 1;
    places = REDUCED == LOW_BITS ? 16 : wanted;
    while (places < wanted) places *= 2;
}

static void choose_free_key(const struct row *rows, uint32_t count) {
    uint8_t *taken = allocate(count + 1);
    for (uint32_t i = 0; i < count; i++)
        if (rows[i].key <= count) taken[rows[i].key] = 1;
    while (taken[free_key]) free_key++;
}

static struct row pair_at(uint32_t at) {
    return PAIRS == TOGETHER ? pairs[at] : (struct row){pair_keys[at], pair_values[at]};
}

static uint32_t key_at(uint32_t at) { return PAIRS == TOGETHER ? pairs[at].key : pair_keys[at]; }

static void put_pair(uint32_t at, struct row row) {
    if (PAIRS == TOGETHER) {
        pairs[at] = row;
    } else {
        pair_keys[at] = row.key;
        pair_values[at] = row.value;
    }
}

static void make_pairs(uint32_t count) {
    if (PAIRS == TOGETHER) {
        pairs = allocate(count * sizeof *pairs);
    } else {
        pair_keys = allocate(count * sizeof *pair_keys);
        pair_values = allocate(count * sizeof *pair_values);
    }
}

static void make_chains(const struct row *rows, uint32_t count) {
    heads = allocate(places * sizeof *heads);
    struct node *block = NODES == ONE_BLOCK ? allocate(count * sizeof *block) : NULL;
    for (uint32_t i = 0; i < count; i++) {
        struct node **head = &heads[place_of(hash_of(rows[i].key))];
        struct node *node = NODES == ONE_BLOCK ? block + i : malloc(sizeof *node);
        if (node == NULL) exit(1);
        *node = (struct node){rows[i], *head};
        *head = node;
    }
}

static void make_slots(const struct row *rows, uint32_t count) {
    make_pairs(places);
    for (uint32_t at = 0; free_key != 0 && at < places; at++) put_pair(at, (struct row){free_key, 0});
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = place_of(hash_of(rows[i].key));
        while (key_at(at) != free_key) at = after(at);
        put_pair(at, rows[i]);
    }
}

static void make_buckets(const struct row *rows, uint32_t count) {
    buckets = allocate(places * sizeof *buckets);
    uint8_t *used = allocate(places);
    for (uint32_t at = 0; free_key != 0 && at < places; at++) buckets[at].keys += free_key;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = place_of(hash_of(rows[i].key));
        while (used[at] == ROWS_PER_BUCKET) at = after(at);
        buckets[at].keys[used[at]] = rows[i].key;
        buckets[at].values[used[at]++] = rows[i].value;
    }
}

static void make_groups(const struct row *rows, uint32_t count) {
    starts = allocate((places + 2) * sizeof *starts);
    make_pairs(count);
    for (uint32_t i = 0; i < count; i++) starts[place_of(hash_of(rows[i].key)) + 2]++;
    for (uint32_t place = 0; place < places; place++) starts[place + 2] += starts[place + 1];
    for (uint32_t i = 0; i < count; i++) put_pair(starts[place_of(hash_of(rows[i].key)) + 1]++, rows[i]);
}

static void make_filter(const struct row *rows, uint32_t count) {
    uint64_t bits = 64;
    while (bits < (uint64_t)count * FILTER_BITS) bits *= 2;
    filter_mask = (uint32_t)(bits - 1);
    filter = allocate(bits / 8);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bit = hash_of(rows[i].key) & filter_mask;
        filter[bit / 64] |= (uint64_t)1 << bit % 64;
    }
}

static int may_be_there(uint32_t hash) {
    uint32_t bit = hash & filter_mask;
    return filter[bit / 64] >> bit % 64 & 1;
}

static void make_table(const struct row *rows, uint32_t count) {
    choose_places(count);
    choose_free_key(rows, count);
    if (FILTER_BITS > 0) make_filter(rows, count);
    if (LAYOUT == CHAINED) make_chains(rows, count);
    if (LAYOUT == LINEAR) make_slots(rows, count);
    if (LAYOUT == BUCKETS) make_buckets(rows, count);
    if (LAYOUT == GROUPED) make_groups(rows, count);
}

/* Adds the row if it is the key's; returns whether the search is over. */
static int match(struct row row, uint32_t key, uint32_t position, struct result *result) {
    if (MATCHED == MASK) {
        uint32_t equal = row.key == key;
        result->hits += equal;
        result->sum += row.value * position & -equal;
        return 0;
    }
    if (row.key != key) return 0;
    result->hits++;
    result->sum += row.value * position;
    return 1;
}

static int match_bucket(const struct bucket *bucket, uint32_t key, uint32_t position, struct result *result) {
    if (MATCHED == MASK) {
        vector equal = (vector)(bucket->keys == key);
        result->all_hits -= equal;
        result->all_sums += (bucket->values & equal) * position;
        return 0;
    }
    for (int i = 0; i < ROWS_PER_BUCKET; i++)
        if (match((struct row){bucket->keys[i], bucket->values[i]}, key, position, result)) return 1;
    return 0;
}

static void look_up(uint32_t key, uint32_t place, uint32_t position, struct result *result) {
    if (LAYOUT == CHAINED) {
        for (const struct node *node = heads[place]; node != NULL; node = node->next)
            if (match(node->row, key, position, result)) return;
    } else if (LAYOUT == LINEAR) {
        for (; key_at(place) != free_key; place = after(place))
            if (match(pair_at(place), key, position, result)) return;
    } else if (LAYOUT == BUCKETS) {
        if (key == free_key) return;
        while (!match_bucket(&buckets[place], key, position, result)) {
            if (buckets[place].keys[ROWS_PER_BUCKET - 1] == free_key) return;
            place = after(place);
        }
    } else {
        for (uint32_t at = starts[place]; at < starts[place + 1]; at++)
            if (match(pair_at(at), key, position, result)) return;
    }
}

static void fetch(uint32_t place) {
    if (LAYOUT == CHAINED) __builtin_prefetch(&heads[place]);
    else if (LAYOUT == BUCKETS) __builtin_prefetch(&buckets[place]);
    else if (LAYOUT == GROUPED) __builtin_prefetch(&starts[place]);
    else if (PAIRS == TOGETHER) __builtin_prefetch(&pairs[place]);
    else __builtin_prefetch(&pair_keys[place]);
}

static void look_up_all(const uint32_t *keys, uint32_t first, uint32_t end, uint32_t shift, struct result *result) {
    for (uint32_t next; first < end; first = next) {
        uint32_t hashes[BATCH];
        next = end - first < BATCH ? end : first + BATCH;
        for (uint32_t i = first; i < next; i++) {
            hashes[i - first] = hash_of(keys[i] + shift);
            if (FETCHED_AHEAD == PLACE) fetch(place_of(hashes[i - first]));
        }
        for (uint32_t i = first; i < next; i++) {
            uint32_t hash = hashes[i - first];
            if (FILTER_BITS == 0 || may_be_there(hash)) look_up(keys[i] + shift, place_of(hash), i, result);
        }
    }
}

static void write_result(struct result result) {
    for (int i = 0; i < ROWS_PER_BUCKET; i++) {
        result.hits += result.all_hits[i];
        result.sum += result.all_sums[i];
    }
    uint32_t numbers[] = {result.hits, result.sum};
    if (fwrite(numbers, sizeof numbers, 1, stdout) != 1) exit(1);
}

int main(void) {
    static uint32_t shifts[MAX_SHIFTS];
    static struct result results[MAX_SHIFTS];
    uint32_t r = read_count(MAX_ROWS), s = read_count(MAX_KEYS), t = read_count(MAX_SHIFTS);
    struct row *rows = allocate(r * sizeof *rows);
    read_exactly(rows, r * sizeof *rows);
    make_table(rows, r);
    uint32_t *keys = allocate(s * sizeof *keys);
    read_exactly(keys, s * sizeof *keys);
    read_exactly(shifts, t * sizeof *shifts);
    for (uint32_t first = 0, end; first < s; first = end) {
        end = s - first < BLOCK ? s : first + BLOCK;
        for (uint32_t i = 0; i < t; i++) look_up_all(keys, first, end, shifts[i], &results[i]);
    }
    for (uint32_t i = 0; i < t; i++) write_result(results[i]);
    return fflush(stdout) != 0;
}
