/* Why it is fast: the ends of all edges lie in one array, sorted by where the edges start. It is read from
 * its begin to its end in each step, and nothing waits for the next address. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_NODES = 1000000, MOST_EDGES = 250000, MOST_STEPS = 10000 };

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void *zeros(size_t count, size_t bytes) {
    void *memory = calloc(count + 1, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

/* Sorts edges by counting: the ends of node i become ends[first[i]] to ends[first[i + 1] - 1]. */
static void sort_edges(size_t n, size_t m, const int32_t (*edges)[2], uint32_t *first, uint32_t *ends) {
    for (size_t i = 0; i < m; i++) {
        if ((size_t)edges[i][0] >= n || (size_t)edges[i][1] >= n) exit(1);
        first[edges[i][0] + 2]++;
    }
    for (size_t i = 3; i < n + 2; i++) first[i] += first[i - 1];
    for (size_t i = 0; i < m; i++) ends[first[edges[i][0] + 1]++] = (uint32_t)edges[i][1];
}

static void step(size_t n, const uint32_t *first, const uint32_t *ends, const uint32_t *counts,
                 uint32_t *next_counts) {
    uint32_t k = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t even = 0, odd = 0, last = first[i + 1];
        for (; k + 1 < last; k += 2) {
            even += counts[ends[k]];
            odd += counts[ends[k + 1]];
        }
        if (k < last) even += counts[ends[k++]];
        next_counts[i] = even + odd;
    }
}

int main(void) {
    int32_t header[3];
    read_exactly(header, sizeof header);
    if (header[0] < 1 || header[0] > MOST_NODES || header[1] < 0 || header[1] > MOST_EDGES) return 1;
    if (header[2] < 0 || header[2] > MOST_STEPS) return 1;
    size_t n = (size_t)header[0], m = (size_t)header[1];
    int32_t (*edges)[2] = zeros(m, sizeof *edges);
    read_exactly(edges, m * sizeof *edges);
    uint32_t *first = zeros(n + 1, sizeof *first), *ends = zeros(m, sizeof *ends);
    sort_edges(n, m, (const int32_t(*)[2])edges, first, ends);
    uint32_t *counts = zeros(n, sizeof *counts), *next_counts = zeros(n, sizeof *next_counts);
    for (size_t i = 0; i < n; i++) counts[i] = 1;
    for (int32_t i = 0; i < header[2]; i++) {
        step(n, first, ends, counts, next_counts);
        uint32_t *old = counts;
        counts = next_counts;
        next_counts = old;
    }
    return fwrite(counts, sizeof *counts, n, stdout) != n || fflush(stdout) != 0;
}
