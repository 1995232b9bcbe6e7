/* Shortest paths by Dijkstra's algorithm: the edges of each node lie next to each other; in the heap, entries
 * move to a hole instead of changing places. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MOST_NODES = 200000,
    MOST_EDGES = 500000,
    MOST_SOURCES = 10000,
    FIRST_CAPACITY = 64,
    NONE = INT32_MAX
};

struct edge {
    int32_t end, length;
};

struct entry {
    int32_t node, distance;
};

static struct entry *heap;
static size_t heap_size, heap_capacity;

static void *allocate(void *old, size_t bytes) {
    void *memory = realloc(old, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

static int32_t read_int(void) {
    int32_t value;
    if (fread(&value, sizeof value, 1, stdin) != 1) exit(1);
    return value;
}

static int32_t read_node(int32_t n) {
    int32_t node = read_int();
    if (node < 0 || node >= n) exit(1);
    return node;
}

static void push(int32_t node, int32_t distance) {
    if (heap_size == heap_capacity) {
        heap_capacity = heap_capacity ? 2 * heap_capacity : FIRST_CAPACITY;
        heap = allocate(heap, heap_capacity * sizeof *heap);
    }
    size_t i = heap_size++;
    for (; i > 0 && heap[(i - 1) / 2].distance > distance; i = (i - 1) / 2) heap[i] = heap[(i - 1) / 2];
    heap[i] = (struct entry){node, distance};
}

static struct entry pop(void) {
    struct entry top = heap[0];
    struct entry last = heap[--heap_size];
    size_t i = 0;
    heap[heap_size].distance = NONE; /* behind the end, so that each entry that has a child has two */
    for (size_t child = 1; child < heap_size; child = 2 * i + 1) {
        child += heap[child + 1].distance < heap[child].distance; /* without a branch */
        if (heap[child].distance >= last.distance) break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    return top;
}

/* The edges of node i become edges[first[i]] to edges[first[i + 1] - 1]. */
static struct edge *sort_edges(int32_t n, int32_t m, int32_t (*given)[3], int32_t *first) {
    struct edge *edges = allocate(NULL, 2 * (size_t)m * sizeof *edges + 1);
    for (int32_t i = 0; i < n + 2; i++) first[i] = 0;
    for (int32_t i = 0; i < m; i++) {
        first[given[i][0] + 2]++;
        first[given[i][1] + 2]++;
    }
    for (int32_t i = 3; i < n + 2; i++) first[i] += first[i - 1];
    for (int32_t i = 0; i < m; i++) {
        edges[first[given[i][0] + 1]++] = (struct edge){given[i][1], given[i][2]};
        edges[first[given[i][1] + 1]++] = (struct edge){given[i][0], given[i][2]};
    }
    return edges;
}

static void find_distances(int32_t n, const int32_t *first, const struct edge *edges, int32_t source,
                           int32_t *distances) {
    for (int32_t i = 0; i < n; i++) distances[i] = NONE;
    distances[source] = 0;
    push(source, 0);
    while (heap_size > 0) {
        struct entry nearest = pop();
        if (nearest.distance > distances[nearest.node]) continue;
        for (int32_t k = first[nearest.node]; k < first[nearest.node + 1]; k++) {
            const struct edge *edge = &edges[k];
            int32_t distance = nearest.distance + edge->length;
            if (distance < distances[edge->end]) {
                distances[edge->end] = distance;
                push(edge->end, distance);
            }
        }
    }
}

static uint32_t checksum(int32_t n, const int32_t *distances) {
    uint32_t sum = 0;
    for (int32_t i = 0; i < n; i++)
        sum = sum * 31 + (distances[i] == NONE ? UINT32_MAX : (uint32_t)distances[i]);
    return sum;
}

int main(void) {
    int32_t n = read_int(), m = read_int(), s = read_int();
    if (n < 1 || n > MOST_NODES || m < 0 || m > MOST_EDGES || s < 0 || s > MOST_SOURCES) return 1;
    int32_t (*given)[3] = allocate(NULL, (size_t)m * sizeof *given + 1);
    for (int32_t i = 0; i < m; i++) {
        given[i][0] = read_node(n);
        given[i][1] = read_node(n);
        given[i][2] = read_int();
    }
    int32_t *first = allocate(NULL, ((size_t)n + 2) * sizeof *first);
    const struct edge *edges = sort_edges(n, m, given, first);
    int32_t *distances = allocate(NULL, (size_t)n * sizeof *distances);
    for (int32_t i = 0; i < s; i++) {
        find_distances(n, first, edges, read_node(n), distances);
        uint32_t sum = checksum(n, distances);
        if (fwrite(&sum, sizeof sum, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
