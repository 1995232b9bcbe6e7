/* Shortest paths by Dijkstra's algorithm: linked lists of edges, and a binary heap in which outdated entries
 * stay until they come to the top. */
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
    struct edge *next;
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

static void swap(size_t i, size_t k) {
    struct entry entry = heap[i];
    heap[i] = heap[k];
    heap[k] = entry;
}

static void push(int32_t node, int32_t distance) {
    if (heap_size == heap_capacity) {
        heap_capacity = heap_capacity ? 2 * heap_capacity : FIRST_CAPACITY;
        heap = allocate(heap, heap_capacity * sizeof *heap);
    }
    size_t i = heap_size++;
    heap[i] = (struct entry){node, distance};
    for (; i > 0 && heap[(i - 1) / 2].distance > heap[i].distance; i = (i - 1) / 2) swap(i, (i - 1) / 2);
}

static struct entry pop(void) {
    struct entry top = heap[0];
    heap[0] = heap[--heap_size];
    for (size_t i = 0;;) {
        size_t least = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < heap_size; child++)
            if (heap[child].distance < heap[least].distance) least = child;
        if (least == i) return top;
        swap(i, least);
        i = least;
    }
}

static void add_edge(struct edge **edges_of, int32_t start, int32_t end, int32_t length) {
    struct edge *edge = allocate(NULL, sizeof *edge);
    *edge = (struct edge){end, length, edges_of[start]};
    edges_of[start] = edge;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void find_distances(int32_t n, struct edge **edges_of, int32_t source, int32_t *distances) {
    for (int32_t i = 0; i < n; i++) distances[i] = NONE;
    distances[source] = 0;
    push(source, 0);
    while (heap_size > 0) {
        struct entry nearest = pop();
        if (nearest.distance > distances[nearest.node]) continue;
        for (const struct edge *edge = edges_of[nearest.node]; edge != NULL; edge = edge->next) {
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
    struct edge **edges_of = allocate(NULL, (size_t)n * sizeof *edges_of);
    for (int32_t i = 0; i < n; i++) edges_of[i] = NULL;
    for (int32_t i = 0; i < m; i++) {
        int32_t one = read_node(n), other = read_node(n), length = read_int();
        add_edge(edges_of, one, other, length);
        add_edge(edges_of, other, one, length);
    }
    int32_t *distances = allocate(NULL, (size_t)n * sizeof *distances);
    for (int32_t i = 0; i < s; i++) {
        find_distances(n, edges_of, read_node(n), distances);
        uint32_t sum = checksum(n, distances);
        if (fwrite(&sum, sizeof sum, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
