/* Why it is fast: 256 searches go on at once, one bit of a node's set for each, so that an edge is followed
 * for all of them by one operation, and no branch depends on a single search. How many nodes a search has
 * reached is kept in vertical counters: plane p has bit p of the numbers of all searches. They are added up
 * once a step. A node at distance d is counted in all steps from d on, so these sums give the sum of
 * distances at the end. When few nodes are new, only their edges are followed. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MAX_NODES = 100000,
    MAX_EDGES = 1000000,
    MAX_SOURCES = 100000,
    HEADER = 3, /* numbers */
    WORDS = 4,
    TOGETHER = WORDS * 64,
    COUNT_PLANES = 17, /* 2^17 > MAX_NODES */
    SUM_PLANES = 34,   /* and its square */
    FEW = 8,           /* less than one of so many nodes */
    SUMS_BYTES = 12,
};

typedef uint64_t set __attribute__((vector_size(8 * WORDS)));

struct graph {
    uint32_t nodes;
    uint32_t *first, *neighbours;
};

struct search {
    /* By which searches a node was seen ever, in this step, and in the following one. */
    set *seen, *now, *next;
    uint32_t *fresh, fresh_count; /* the nodes whose `now` is not empty */
    uint32_t *touched;
    set counts[COUNT_PLANES], sums[SUM_PLANES];
};

static void *allocate(size_t count, size_t bytes) {
    size_t size = (count * bytes + sizeof(set) - 1) / sizeof(set) * sizeof(set) + sizeof(set);
    void *memory = aligned_alloc(sizeof(set), size);
    if (memory == NULL) exit(1);
    return memset(memory, 0, size);
}

static void read_exactly(void *to, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        ssize_t got = read(0, (char *)to + done, bytes - done);
        if (got <= 0) exit(1);
        done += (size_t)got;
    }
}

static int any(set bits) {
    return (bits[0] | bits[1] | bits[2] | bits[3]) != 0;
}

static uint32_t *read_nodes(size_t count, uint32_t nodes) {
    uint32_t *numbers = allocate(count, sizeof *numbers);
    read_exactly(numbers, count * sizeof *numbers);
    for (size_t i = 0; i < count; i++)
        if (numbers[i] >= nodes) exit(1);
    return numbers;
}

static struct graph read_graph(uint32_t nodes, size_t edges) {
    uint32_t *ends = read_nodes(2 * edges, nodes);
    uint32_t *first = allocate((size_t)nodes + 2, sizeof *first), *next = first + 1;
    uint32_t *neighbours = allocate(2 * edges, sizeof *neighbours);
    for (size_t i = 0; i < 2 * edges; i++) next[ends[i] + 1]++;
    for (uint32_t u = 0; u < nodes; u++) next[u + 1] += next[u];
    for (size_t i = 0; i < 2 * edges; i++) neighbours[next[ends[i]]++] = ends[i ^ 1];
    free(ends);
    return (struct graph){nodes, first, neighbours};
}

static void count(struct search *search, set bits) {
    for (int plane = 0; any(bits); plane++) {
        set carry = search->counts[plane] & bits;
        search->counts[plane] ^= bits;
        bits = carry;
    }
}

static void add_counts_to_sums(struct search *search) {
    set carry = {0};
    for (int plane = 0; plane < SUM_PLANES; plane++) {
        if (plane >= COUNT_PLANES && !any(carry)) break;
        set one = search->sums[plane], other = plane < COUNT_PLANES ? search->counts[plane] : (set){0};
        search->sums[plane] = one ^ other ^ carry;
        carry = (one & other) | ((one ^ other) & carry);
    }
}

/* The node is seen by searches that had not seen it before. */
static void discover(struct search *search, uint32_t u, set bits) {
    search->seen[u] |= bits;
    search->fresh[search->fresh_count++] = u;
    count(search, bits);
}

__attribute__((noinline))
static void follow_all(struct search *search, struct graph graph) {
    search->fresh_count = 0;
    for (uint32_t u = 0; u < graph.nodes; u++) {
        set bits = {0};
        for (uint32_t i = graph.first[u]; i < graph.first[u + 1]; i++)
            bits |= search->now[graph.neighbours[i]];
        bits &= ~search->seen[u];
        search->next[u] = bits;
        if (any(bits)) discover(search, u, bits);
    }
    set *now = search->now;
    search->now = search->next;
    search->next = now;
}

/* As above, by the edges of the fresh nodes alone. */
static void follow_few(struct search *search, struct graph graph) {
    set *next = search->next;
    uint32_t touched = 0;
    for (uint32_t k = 0; k < search->fresh_count; k++)
        for (uint32_t u = search->fresh[k], i = graph.first[u]; i < graph.first[u + 1]; i++)
            next[graph.neighbours[i]] = (set){0};
    for (uint32_t k = 0; k < search->fresh_count; k++) {
        uint32_t u = search->fresh[k];
        for (uint32_t i = graph.first[u]; i < graph.first[u + 1]; i++) {
            uint32_t v = graph.neighbours[i];
            search->touched[touched] = v;
            touched += !any(next[v]);
            next[v] |= search->now[u];
        }
        search->now[u] = (set){0};
    }
    search->fresh_count = 0;
    for (uint32_t k = 0; k < touched; k++) {
        uint32_t v = search->touched[k];
        set bits = next[v] & ~search->seen[v];
        search->now[v] = bits;
        if (any(bits)) discover(search, v, bits);
    }
}

static int64_t number_in(const set *planes, int count, int i) {
    int64_t number = 0;
    for (int plane = 0; plane < count; plane++)
        number |= (int64_t)(planes[plane][i / 64] >> i % 64 & 1) << plane;
    return number;
}

static void search_from(struct search *search, struct graph graph, const uint32_t *sources,
                        int count_of_sources, char *output) {
    memset(search->counts, 0, sizeof search->counts);
    memset(search->sums, 0, sizeof search->sums);
    memset(search->seen, 0, graph.nodes * sizeof(set));
    memset(search->now, 0, graph.nodes * sizeof(set));
    search->fresh_count = 0;
    for (int i = 0; i < count_of_sources; i++) {
        set bit = {0};
        bit[i / 64] = UINT64_C(1) << i % 64;
        if (!any(search->now[sources[i]])) search->fresh[search->fresh_count++] = sources[i];
        search->now[sources[i]] |= bit;
        search->seen[sources[i]] |= bit;
        count(search, bit);
    }
    int64_t steps = 0;
    for (; search->fresh_count > 0; steps++) {
        add_counts_to_sums(search);
        if (search->fresh_count < graph.nodes / FEW) follow_few(search, graph);
        else follow_all(search, graph);
    }
    for (int i = 0; i < count_of_sources; i++) {
        int32_t reached = (int32_t)number_in(search->counts, COUNT_PLANES, i);
        int64_t distances = steps * reached - number_in(search->sums, SUM_PLANES, i);
        memcpy(output + i * SUMS_BYTES, &reached, sizeof reached);
        memcpy(output + i * SUMS_BYTES + sizeof reached, &distances, sizeof distances);
    }
}

int main(void) {
    int32_t header[HEADER];
    read_exactly(header, sizeof header);
    if (header[0] < 1 || header[0] > MAX_NODES || header[1] < 0 || header[1] > MAX_EDGES) return 1;
    if (header[2] < 0 || header[2] > MAX_SOURCES) return 1;
    size_t nodes = (size_t)header[0], sources = (size_t)header[2];
    struct graph graph = read_graph((uint32_t)nodes, (size_t)header[1]);
    const uint32_t *from = read_nodes(sources, (uint32_t)nodes);
    static struct search search;
    search.seen = allocate(nodes, sizeof(set));
    search.now = allocate(nodes, sizeof(set));
    search.next = allocate(nodes, sizeof(set));
    search.fresh = allocate(nodes, sizeof *search.fresh);
    search.touched = allocate(nodes, sizeof *search.touched);
    char *output = allocate(sources, SUMS_BYTES);
    for (size_t done = 0; done < sources; done += TOGETHER) {
        size_t left = sources - done;
        search_from(&search, graph, from + done, left < TOGETHER ? (int)left : TOGETHER,
                    output + done * SUMS_BYTES);
    }
    for (size_t done = 0; done < sources * SUMS_BYTES;) {
        ssize_t written = write(1, output + done, sources * SUMS_BYTES - done);
        if (written <= 0) return 1;
        done += (size_t)written;
    }
    return 0;
}
