/* Breadth-first search from one source after the other. No branch depends on whether a node is new. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_NODES = 50000, MAX_EDGES = 1000000, MAX_SOURCES = 100000 };

struct graph {
    size_t nodes;
    uint32_t *first;      /* where the neighbours of a node begin; one more, where the last ones end */
    uint32_t *neighbours;
};

struct sums {
    int32_t reached;
    int64_t distances;
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void write_exactly(const void *from, size_t bytes) {
    if (fwrite(from, 1, bytes, stdout) != bytes) exit(1);
}

static size_t read_number(int32_t least, int32_t most) {
    int32_t number;
    read_exactly(&number, sizeof number);
    if (number < least || number > most) exit(1);
    return (size_t)number;
}

static void *allocate(size_t count, size_t bytes) {
    void *memory = calloc(count ? count : 1, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

static uint32_t read_node(size_t nodes) {
    return (uint32_t)read_number(0, (int32_t)nodes - 1);
}

static struct graph read_graph(size_t nodes, size_t edges) {
    struct graph graph = {nodes, allocate(nodes + 2, sizeof *graph.first), NULL};
    uint32_t(*ends)[2] = allocate(edges, sizeof *ends), *next = graph.first + 1;
    for (size_t i = 0; i < edges; i++) {
        for (int end = 0; end < 2; end++) {
            ends[i][end] = read_node(nodes);
            next[ends[i][end] + 1]++;
        }
    }
    for (size_t u = 0; u < nodes; u++) next[u + 1] += next[u];
    graph.neighbours = allocate(2 * edges, sizeof *graph.neighbours);
    for (size_t i = 0; i < edges; i++) {
        graph.neighbours[next[ends[i][0]]++] = ends[i][1];
        graph.neighbours[next[ends[i][1]]++] = ends[i][0];
    }
    free(ends);
    return graph;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static struct sums search(struct graph graph, uint32_t source, int32_t *distance, uint32_t *queue) {
    struct sums sums = {0, 0};
    for (size_t u = 0; u < graph.nodes; u++) distance[u] = -1;
    size_t head = 0, tail = 0;
    queue[tail++] = source;
    distance[source] = 0;
    while (head < tail) {
        uint32_t u = queue[head++];
        sums.reached++;
        int32_t here = distance[u];
        sums.distances += here;
        for (uint32_t i = graph.first[u]; i < graph.first[u + 1]; i++) {
            uint32_t v = graph.neighbours[i];
            int32_t there = distance[v];
            int fresh = there < 0;
            distance[v] = fresh ? here + 1 : there;
            queue[tail] = v; /* overwritten by the next one if it is not fresh */
            tail += (size_t)fresh;
        }
    }
    return sums;
}

int main(void) {
    size_t nodes = read_number(1, MAX_NODES), edges = read_number(0, MAX_EDGES);
    size_t sources = read_number(0, MAX_SOURCES);
    struct graph graph = read_graph(nodes, edges);
    int32_t *distance = allocate(nodes, sizeof *distance);
    uint32_t *queue = allocate(nodes + 1, sizeof *queue);
    for (; sources > 0; sources--) {
        struct sums sums = search(graph, read_node(nodes), distance, queue);
        write_exactly(&sums.reached, sizeof sums.reached);
        write_exactly(&sums.distances, sizeof sums.distances);
    }
    free(queue);
    free(distance);
    free(graph.neighbours);
    free(graph.first);
    return fflush(stdout) != 0;
}
