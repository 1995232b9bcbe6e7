/* Why it is fast: above the sorted numbers lie levels of an implicit tree, each with every 16th number of the
 * level below. A query goes down by comparing it with 16 numbers at once, without branches; 32 queries go
 * down together, so that their cache misses overlap, and queries are read and answered in pieces. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MAX_COUNT = 5000000,
    NODE = 16, /* numbers, which are one cache line */
    TOGETHER = 32,
    PIECE = 1 << 13, /* queries */
    MAX_LEVELS = 8,
};

/* Vectors as gcc and clang know them. */
typedef int32_t vector __attribute__((vector_size(32)));

/* Level 0 has the numbers themselves. Each is filled up to whole nodes with the largest number. */
static int32_t *levels[MAX_LEVELS];
static int32_t sizes[MAX_LEVELS];
static int level_count;

static void read_exactly(void *to, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        ssize_t got = read(0, (char *)to + done, bytes - done);
        if (got <= 0) exit(1);
        done += (size_t)got;
    }
}

static void write_exactly(const void *from, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        ssize_t written = write(1, (const char *)from + done, bytes - done);
        if (written <= 0) exit(1);
        done += (size_t)written;
    }
}

static int32_t *new_level(int32_t size) {
    size_t padded = ((size_t)size / NODE + 1) * NODE;
    int32_t *level = aligned_alloc(64, padded * sizeof *level);
    if (level == NULL) exit(1);
    for (size_t i = (size_t)size; i < padded; i++) level[i] = INT32_MAX;
    sizes[level_count] = size;
    return levels[level_count++] = level;
}

/* Levels above the numbers, up to one of a single node. A number stands above the last one of a node. */
static void build(void) {
    while (sizes[level_count - 1] > NODE) {
        const int32_t *below = levels[level_count - 1];
        int32_t size = (sizes[level_count - 1] + NODE - 1) / NODE;
        int32_t *level = new_level(size);
        for (int32_t i = 0; i < size; i++) level[i] = below[i * NODE + NODE - 1];
    }
}

/* How many numbers of a node are less. */
static int32_t rank(const int32_t *node, int32_t query) {
    const vector *halves = (const vector *)node;
    vector queries = {query, query, query, query, query, query, query, query};
    vector less = (halves[0] < queries) + (halves[1] < queries);
    int32_t sum = 0;
    for (int i = 0; i < 8; i++) sum -= less[i];
    return sum;
}

static void answer(int32_t *queries, int32_t count) {
    int32_t nodes[TOGETHER] = {0};
    for (int level = level_count - 1; level >= 0; level--) {
        const int32_t *numbers = levels[level], *below = level > 0 ? levels[level - 1] : NULL;
        int32_t last = sizes[level] - 1;
        for (int32_t i = 0; i < count; i++) {
            int32_t place = nodes[i] * NODE + rank(numbers + nodes[i] * NODE, queries[i]);
            if (below != NULL) {
                /* Beyond all, the search goes on in the last node. */
                place = place < last ? place : last;
                __builtin_prefetch(below + place * NODE);
            }
            nodes[i] = place;
        }
    }
    for (int32_t i = 0; i < count; i++) queries[i] = nodes[i] < sizes[0] ? nodes[i] : sizes[0];
}

int main(void) {
    static int32_t piece[PIECE];
    int32_t header[2];
    read_exactly(header, sizeof header);
    int32_t n = header[0], q = header[1];
    if (n < 0 || n > MAX_COUNT || q < 0 || q > MAX_COUNT) return 1;
    read_exactly(new_level(n), (size_t)n * sizeof *levels[0]);
    build();
    for (int32_t left = q, count; left > 0; left -= count) {
        count = left < PIECE ? left : PIECE;
        read_exactly(piece, (size_t)count * sizeof *piece);
        for (int32_t i = 0; i < count; i += TOGETHER)
            answer(piece + i, count - i < TOGETHER ? count - i : TOGETHER);
        write_exactly(piece, (size_t)count * sizeof *piece);
    }
    return 0;
}
