/* Why it is fast: lengths are at most 100, so that nodes wait in a ring of 128 buckets, one for each
 * distance, and no heap is needed. Nodes are numbered anew, in the order of a search by breadth, so that
 * neighbours lie near each other. The edges of each lie in one array, in groups of four; edges that lead
 * nowhere fill up the last group. Few branches depend on what is found: whether a node comes nearer decides
 * only if it stays in the bucket it was written to. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NODES = 200000, MOST_EDGES = 500000, MOST_SOURCES = 10000 };
enum { BUCKETS = 128, FIRST_CAPACITY = 256, GROUP = 4 };

struct edge {
    uint32_t end, length;
};

struct graph {
    uint32_t *first; /* edge of each node, and the end of all */
    struct edge *edges;
};

struct bucket {
    uint32_t *nodes;
    uint32_t count, capacity;
};

static struct bucket buckets[BUCKETS];

static void *allocate(void *old, size_t bytes) {
    void *memory = realloc(old, bytes ? bytes : 1);
    if (memory == NULL) exit(1);
    return memory;
}

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

/* Both directions of all edges, sorted by counting. */
static struct graph sorted(uint32_t n, uint32_t m, const uint32_t (*edges)[3]) {
    struct graph graph = {allocate(NULL, (n + 2) * sizeof *graph.first),
                          allocate(NULL, 2 * m * sizeof *graph.edges)};
    uint32_t *place = graph.first + 1; /* where the next edge of each node belongs */
    memset(graph.first, 0, (n + 2) * sizeof *graph.first);
    for (uint32_t i = 0; i < m; i++) {
        if (edges[i][0] >= n || edges[i][1] >= n) exit(1);
        place[edges[i][0] + 1]++;
        place[edges[i][1] + 1]++;
    }
    for (uint32_t i = 1; i <= n; i++) place[i] += place[i - 1];
    for (uint32_t i = 0; i < m; i++) {
        graph.edges[place[edges[i][0]]++] = (struct edge){edges[i][1], edges[i][2]};
        graph.edges[place[edges[i][1]]++] = (struct edge){edges[i][0], edges[i][2]};
    }
    return graph;
}

/* The order of a search by breadth from node 0, and then from others that it did not find. */
static void search(uint32_t n, const struct graph *graph, uint32_t *order, uint32_t *number) {
    uint32_t known = 0, done = 0;
    memset(number, 255, n * sizeof *number);
    for (uint32_t root = 0; root < n; root++) {
        if (number[root] != UINT32_MAX) continue;
        number[root] = known;
        order[known++] = root;
        for (; done < known; done++) {
            uint32_t node = order[done];
            for (uint32_t k = graph->first[node]; k < graph->first[node + 1]; k++) {
                uint32_t end = graph->edges[k].end;
                if (number[end] != UINT32_MAX) continue;
                number[end] = known;
                order[known++] = end;
            }
        }
    }
}

/* Nodes by their new numbers, with edges in groups; those that fill a group lead to node n. */
static struct graph renumbered(uint32_t n, const struct graph *graph, const uint32_t *order,
                               const uint32_t *number) {
    size_t most = graph->first[n] + (size_t)n * (GROUP - 1);
    struct graph new = {allocate(NULL, (n + 1) * sizeof *new.first),
                        allocate(NULL, most * sizeof *new.edges)};
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        new.first[i] = at;
        for (uint32_t k = graph->first[order[i]]; k < graph->first[order[i] + 1]; k++)
            new.edges[at++] = (struct edge){number[graph->edges[k].end], graph->edges[k].length};
        while (at % GROUP != 0) new.edges[at++] = (struct edge){n, 0};
    }
    new.first[n] = at;
    return new;
}

/* A bucket has room for one node more than it holds. */
static void make_room(struct bucket *bucket) {
    bucket->capacity = bucket->capacity ? 2 * bucket->capacity : FIRST_CAPACITY;
    bucket->nodes = allocate(bucket->nodes, bucket->capacity * sizeof *bucket->nodes);
}

static inline void relax(struct edge edge, uint32_t now, uint32_t *distances) {
    uint32_t distance = now + edge.length, old = distances[edge.end];
    struct bucket *bucket = &buckets[distance % BUCKETS];
    bucket->nodes[bucket->count] = edge.end;
    bucket->count += distance < old;
    distances[edge.end] = distance < old ? distance : old;
    if (bucket->count == bucket->capacity) make_room(bucket);
}

/* Distances that are not found stay at UINT32_MAX. That of node n is 0, so that it never comes nearer. */
static void find_distances(uint32_t n, const struct graph *graph, uint32_t source, uint32_t *distances) {
    memset(distances, 255, n * sizeof *distances);
    distances[n] = 0;
    distances[source] = 0;
    buckets[0].nodes[buckets[0].count++] = source;
    uint32_t empty = 0; /* buckets one after another */
    for (uint32_t now = 0; empty < BUCKETS; now++) {
        struct bucket *bucket = &buckets[now % BUCKETS];
        uint32_t count = bucket->count;
        empty = count == 0 ? empty + 1 : 0;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t node = bucket->nodes[i];
            if (distances[node] != now) continue;
            const struct edge *edge = graph->edges + graph->first[node],
                              *end = graph->edges + graph->first[node + 1];
            for (; edge < end; edge += GROUP)
                for (int k = 0; k < GROUP; k++) relax(edge[k], now, distances);
        }
        bucket->count = 0;
    }
}

int main(void) {
    uint32_t header[3];
    read_exactly(header, sizeof header);
    uint32_t n = header[0], m = header[1], s = header[2];
    if (n < 1 || n > MOST_NODES || m > MOST_EDGES || s > MOST_SOURCES) return 1;
    uint32_t (*edges)[3] = allocate(NULL, m * sizeof *edges);
    read_exactly(edges, m * sizeof *edges);
    struct graph given = sorted(n, m, (const uint32_t(*)[3])edges);
    uint32_t *order = allocate(NULL, n * sizeof *order), *number = allocate(NULL, n * sizeof *number);
    search(n, &given, order, number);
    struct graph graph = renumbered(n, &given, order, number);
    uint32_t *distances = allocate(NULL, (n + 1) * sizeof *distances);
    for (int i = 0; i < BUCKETS; i++) make_room(&buckets[i]);
    for (uint32_t i = 0; i < s; i++) {
        uint32_t source, sum = 0;
        read_exactly(&source, sizeof source);
        if (source >= n) return 1;
        find_distances(n, &graph, number[source], distances);
        for (uint32_t node = 0; node < n; node++) sum = sum * 31 + distances[number[node]];
        if (fwrite(&sum, sizeof sum, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
