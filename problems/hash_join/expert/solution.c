/* Why it is fast: a bucket is a cache line of eight rows, and a key is compared with all eight at once. Sums
 * are kept for each of the eight places, and a row that does not match adds nothing, so that no branch
 * depends on the comparison. Keys are looked up some at a time, after their buckets have been fetched, so
 * that the misses of many overlap. A full bucket goes on in the next one. Key 0 marks an empty place, and its
 * row is kept apart. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MAX_ROWS = 500000,
    MAX_KEYS = 1000000,
    MAX_SHIFTS = 1000,
    BATCH = 64,
    PIECE = 1 << 13,
    PLACES = 8,
    USUAL = 4
};

/* Vectors as gcc and clang know them. */
typedef uint32_t vector __attribute__((vector_size(4 * PLACES)));

struct row {
    uint32_t key, value;
};

struct bucket {
    vector keys, values;
};

static struct bucket *buckets;
static uint8_t *used; /* places of each bucket */
static uint32_t mask;
static int shift_of_hash;
static struct row zero;
static uint32_t has_zero;

static void read_exactly(void *to, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        ssize_t got = read(0, (char *)to + done, bytes - done);
        if (got <= 0) exit(1);
        done += (size_t)got;
    }
}

static void make_buckets(uint32_t rows) {
    int bits = 4;
    while (((uint32_t)USUAL << bits) < rows) bits++;
    shift_of_hash = 64 - bits;
    mask = (1u << bits) - 1;
    size_t bytes = ((size_t)mask + 1) * sizeof *buckets;
    buckets = aligned_alloc(sizeof *buckets, bytes);
    used = calloc((size_t)mask + 1, 1);
    if (buckets == NULL || used == NULL) exit(1);
    memset(buckets, 0, bytes);
}

/* Consecutive keys come to places far from each other, and keys that are alike in any bits as well. */
static uint32_t bucket_of(uint32_t key) {
    uint64_t product = (key ^ (uint64_t)key << 32) * 0x9e3779b97f4a7c15u;
    return (uint32_t)((product ^ product << 29) >> shift_of_hash);
}

static void store(struct row row) {
    if (row.key == 0) {
        has_zero = 1;
        zero = row;
        return;
    }
    uint32_t at = bucket_of(row.key);
    while (used[at] == PLACES) at = (at + 1) & mask;
    buckets[at].keys[used[at]] = row.key;
    buckets[at].values[used[at]++] = row.value;
}

static uint32_t sum_of(vector numbers) {
    uint32_t sum = 0;
    for (int i = 0; i < PLACES; i++) sum += numbers[i];
    return sum;
}

static void look_up(const uint32_t *keys, uint32_t s, uint32_t shift, uint32_t *result) {
    vector hits = {0}, sums = {0};
    uint32_t zeros = 0;
    for (uint32_t first = 0; first < s; first += BATCH) {
        uint32_t places[BATCH], count = s - first < BATCH ? s - first : BATCH;
        for (uint32_t i = 0; i < count; i++) {
            places[i] = bucket_of(keys[first + i] + shift);
            __builtin_prefetch(&buckets[places[i]]);
        }
        for (uint32_t i = 0; i < count; i++) {
            uint32_t key = keys[first + i] + shift, at = places[i];
            if (key == 0) {
                zeros += first + i;
                result[0] += has_zero;
                continue;
            }
            for (;; at = (at + 1) & mask) {
                vector equal = (vector)(buckets[at].keys == key);
                hits -= equal;
                sums += (buckets[at].values & equal) * (first + i);
                if (buckets[at].keys[PLACES - 1] == 0) break;
            }
        }
    }
    result[0] += sum_of(hits);
    result[1] = sum_of(sums) + zeros * zero.value;
}

int main(void) {
    static struct row rows[PIECE];
    static uint32_t shifts[MAX_SHIFTS], results[MAX_SHIFTS][2];
    uint32_t header[3];
    read_exactly(header, sizeof header);
    uint32_t r = header[0], s = header[1], t = header[2];
    if (r > MAX_ROWS || s > MAX_KEYS || t > MAX_SHIFTS) return 1;
    make_buckets(r);
    for (uint32_t left = r, count; left > 0; left -= count) {
        count = left < PIECE ? left : PIECE;
        read_exactly(rows, count * sizeof *rows);
        for (uint32_t i = 0; i < count; i++) store(rows[i]);
    }
    uint32_t *keys = malloc(s * sizeof *keys + 1);
    if (keys == NULL) return 1;
    read_exactly(keys, s * sizeof *keys);
    read_exactly(shifts, t * sizeof *shifts);
    for (uint32_t j = 0; j < t; j++) look_up(keys, s, shifts[j], results[j]);
    size_t bytes = t * sizeof *results;
    return write(1, results, bytes) != (ssize_t)bytes;
}
