/* Why it is fast: nodes are put in an order in which each is followed by its largest subtree. So the tree
 * falls into few chains of neighbours, and a pair climbs from chain to chain until both are on one; then the
 * path is known from sums between the root and each node. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_NODES = 200000, MOST_PAIRS = 1000000, CHUNK = 2048 };

/* A node, by its place in the order. */
struct place {
    uint32_t sum;  /* of the weights from the root to here */
    int32_t head;  /* place of the first node of the chain */
    int32_t above; /* place of the parent of the head */
    uint32_t weight;
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void *allocate(size_t count, size_t bytes) {
    void *memory = calloc(count, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

/* Nodes in an order in which parents come before their children; the first is the root. */
static int32_t *sorted_by_generation(int32_t n, const int32_t *parents) {
    int32_t *first_child = allocate((size_t)n, sizeof *first_child);
    int32_t *next = allocate((size_t)n, sizeof *next), *order = allocate((size_t)n, sizeof *order);
    for (int32_t i = 0; i < n; i++) first_child[i] = -1;
    for (int32_t i = 0; i < n; i++) {
        if (parents[i] < 0) {
            order[0] = i;
            continue;
        }
        next[i] = first_child[parents[i]];
        first_child[parents[i]] = i;
    }
    int32_t known = 1;
    for (int32_t i = 0; i < known; i++)
        for (int32_t child = first_child[order[i]]; child >= 0; child = next[child]) order[known++] = child;
    free(first_child);
    free(next);
    return order;
}

/* Fills the places; returns which one each node has. */
static int32_t *arrange(int32_t n, const int32_t *parents, const uint32_t *weights, struct place *places) {
    int32_t *order = sorted_by_generation(n, parents);
    int32_t *size = allocate((size_t)n, sizeof *size), *heavy = allocate((size_t)n, sizeof *heavy);
    int32_t *where = allocate((size_t)n, sizeof *where), *end = allocate((size_t)n, sizeof *end);
    for (int32_t i = 0; i < n; i++) heavy[i] = -1;
    for (int32_t i = n - 1; i > 0; i--) {
        int32_t node = order[i], parent = parents[node];
        size[node]++;
        size[parent] += size[node];
        if (heavy[parent] < 0 || size[node] > size[heavy[parent]]) heavy[parent] = node;
    }
    places[0] = (struct place){weights[order[0]], 0, -1, weights[order[0]]};
    if (heavy[order[0]] >= 0) end[order[0]] = 1 + size[heavy[order[0]]];
    for (int32_t i = 1; i < n; i++) {
        int32_t node = order[i], parent = parents[node], over = where[parent], at = over + 1;
        const struct place *above = &places[over];
        if (node == heavy[parent]) {
            places[at] = (struct place){above->sum + weights[node], above->head, above->above, weights[node]};
        } else {
            at = end[parent];
            end[parent] += size[node];
            places[at] = (struct place){above->sum + weights[node], at, over, weights[node]};
        }
        where[node] = at;
        if (heavy[node] >= 0) end[node] = at + 1 + size[heavy[node]]; /* where its other children begin */
    }
    free(order);
    free(size);
    free(heavy);
    free(end);
    return where;
}

static uint32_t path_sum(const struct place *places, int32_t one, int32_t other) {
    uint32_t sum = places[one].sum + places[other].sum;
    while (places[one].head != places[other].head) {
        /* The chain that begins later is not above the other. */
        int later = places[one].head > places[other].head;
        int32_t above = places[later ? one : other].above;
        one = later ? above : one;
        other = later ? other : above;
    }
    const struct place *top = &places[one < other ? one : other];
    return sum - 2 * top->sum + top->weight;
}

int main(void) {
    static int32_t pairs[CHUNK][2];
    static uint32_t sums[CHUNK];
    int32_t header[2];
    read_exactly(header, sizeof header);
    int32_t n = header[0], q = header[1];
    if (n < 1 || n > MOST_NODES || q < 0 || q > MOST_PAIRS) return 1;
    int32_t *parents = allocate((size_t)n, sizeof *parents);
    uint32_t *weights = allocate((size_t)n, sizeof *weights);
    read_exactly(parents, (size_t)n * sizeof *parents);
    read_exactly(weights, (size_t)n * sizeof *weights);
    struct place *places = allocate((size_t)n, sizeof *places);
    const int32_t *where = arrange(n, parents, weights, places);
    for (size_t left = (size_t)q; left > 0;) {
        size_t count = left < CHUNK ? left : CHUNK;
        read_exactly(pairs, count * sizeof *pairs);
        for (size_t i = 0; i < count; i++) sums[i] = path_sum(places, where[pairs[i][0]], where[pairs[i][1]]);
        if (fwrite(sums, sizeof *sums, count, stdout) != count) return 1;
        left -= count;
    }
    return fflush(stdout) != 0;
}
