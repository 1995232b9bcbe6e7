/* A binary search for each query in a tree that lies level by level, without branching. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_COUNT = 5000000 };

static int32_t *tree, *indices; /* node i has the nodes 2i and 2i + 1 below it; the root is 1 */

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t least, int32_t most) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < least || value > most) exit(1);
    return value;
}

static int32_t *read_ints(int32_t count) {
    int32_t *ints = malloc((size_t)count * sizeof *ints + 1);
    if (ints == NULL) exit(1);
    read_exactly(ints, (size_t)count * sizeof *ints);
    return ints;
}

/* Fills a node and those below it with the numbers that are next; returns the index of the first one left. */
static int32_t build(int32_t node, int32_t n, const int32_t *numbers, int32_t next) {
    if (node > n) return next;
    next = build(2 * node, n, numbers, next);
    tree[node] = numbers[next];
    indices[node] = next;
    return build(2 * node + 1, n, numbers, next + 1);
}

static int32_t lower_bound(int32_t n, int32_t query) {
    uint32_t node = 1;
    while (node <= (uint32_t)n) node = 2 * node + (tree[node] < query);
    /* Back to where the search went left for the last time; never left is node 0. */
    return indices[node >> __builtin_ffs((int)~node)];
}

int main(void) {
    int32_t n = read_int(0, MAX_COUNT), q = read_int(0, MAX_COUNT);
    int32_t *numbers = read_ints(n), *queries = read_ints(q);
    tree = malloc(((size_t)n + 1) * sizeof *tree);
    indices = malloc(((size_t)n + 1) * sizeof *indices);
    if (tree == NULL || indices == NULL) return 1;
    indices[0] = n;
    build(1, n, numbers, 0);
    for (int32_t i = 0; i < q; i++) queries[i] = lower_bound(n, queries[i]);
    return fwrite(queries, sizeof *queries, (size_t)q, stdout) != (size_t)q || fflush(stdout) != 0;
}
