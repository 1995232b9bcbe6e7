/* Walk counts: all edges lie in one array, and each knows the next one of its node. In each step, a node's
 * count becomes the sum of the counts where its edges end. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_NODES = 1000000, MOST_EDGES = 250000, MOST_STEPS = 10000 };

struct edge {
    int32_t end;
    int32_t next; /* -1 behind the last */
};

static void *allocate(size_t bytes) {
    void *memory = malloc(bytes);
    if (memory == NULL) exit(1);
    return memory;
}

static int32_t read_int(void) {
    int32_t value;
    if (fread(&value, sizeof value, 1, stdin) != 1) exit(1);
    return value;
}

static struct edge *edges;

/* The first edge of each node. */
static int32_t *read_graph(int32_t n, int32_t m) {
    int32_t *first = allocate((size_t)n * sizeof *first);
    edges = allocate((size_t)m * sizeof *edges + 1);
    for (int32_t i = 0; i < n; i++) first[i] = -1;
    for (int32_t i = 0; i < m; i++) {
        int32_t start = read_int(), end = read_int();
        if (start < 0 || start >= n || end < 0 || end >= n) exit(1);
        edges[i] = (struct edge){end, first[start]};
        first[start] = i;
    }
    return first;
}

static void step(int32_t n, const int32_t *first, const uint32_t *counts, uint32_t *next_counts) {
    for (int32_t i = 0; i < n; i++) {
        uint32_t sum = 0;
        for (int32_t at = first[i]; at >= 0; at = edges[at].next) sum += counts[edges[at].end];
        next_counts[i] = sum;
    }
}

int main(void) {
    int32_t n = read_int(), m = read_int(), t = read_int();
    if (n < 1 || n > MOST_NODES || m < 0 || m > MOST_EDGES || t < 0 || t > MOST_STEPS) return 1;
    const int32_t *first = read_graph(n, m);
    uint32_t *counts = allocate((size_t)n * sizeof *counts),
             *next_counts = allocate((size_t)n * sizeof *next_counts);
    for (int32_t i = 0; i < n; i++) counts[i] = 1;
    for (int32_t i = 0; i < t; i++) {
        step(n, first, counts, next_counts);
        uint32_t *old = counts;
        counts = next_counts;
        next_counts = old;
    }
    return fwrite(counts, sizeof *counts, (size_t)n, stdout) != (size_t)n || fflush(stdout) != 0;
}
