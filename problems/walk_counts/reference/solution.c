/* Walk counts: each node has a linked list of its edges. In each step, a node's count becomes the sum of the
 * counts where its edges end. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_NODES = 1000000, MOST_EDGES = 250000, MOST_STEPS = 10000 };

struct edge {
    int32_t end;
    struct edge *next;
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

static struct edge **read_graph(int32_t n, int32_t m) {
    struct edge **edges_of = allocate((size_t)n * sizeof *edges_of);
    for (int32_t i = 0; i < n; i++) edges_of[i] = NULL;
    for (int32_t i = 0; i < m; i++) {
        int32_t start = read_int();
        struct edge *edge = allocate(sizeof *edge);
        edge->end = read_int();
        if (start < 0 || start >= n || edge->end < 0 || edge->end >= n) exit(1);
        edge->next = edges_of[start];
        edges_of[start] = edge;
    }
    return edges_of;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void step(int32_t n, struct edge **edges_of, const uint32_t *counts, uint32_t *next_counts) {
    for (int32_t i = 0; i < n; i++) {
        uint32_t sum = 0;
        for (const struct edge *edge = edges_of[i]; edge != NULL; edge = edge->next) sum += counts[edge->end];
        next_counts[i] = sum;
    }
}

int main(void) {
    int32_t n = read_int(), m = read_int(), t = read_int();
    if (n < 1 || n > MOST_NODES || m < 0 || m > MOST_EDGES || t < 0 || t > MOST_STEPS) return 1;
    struct edge **edges_of = read_graph(n, m);
    uint32_t *counts = allocate((size_t)n * sizeof *counts),
             *next_counts = allocate((size_t)n * sizeof *next_counts);
    for (int32_t i = 0; i < n; i++) counts[i] = 1;
    for (int32_t i = 0; i < t; i++) {
        step(n, edges_of, counts, next_counts);
        uint32_t *old = counts;
        counts = next_counts;
        next_counts = old;
    }
    return fwrite(counts, sizeof *counts, (size_t)n, stdout) != (size_t)n || fflush(stdout) != 0;
}
