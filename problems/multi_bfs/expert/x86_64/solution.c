/* Why it is fast: up to 768 searches go on at once, one bit of a node's set for each, so that an edge is
 * followed for all of them by three operations, and no branch depends on a single search. How many nodes a
 * search has reached is kept in vertical counters: plane p has bit p of the numbers of all searches. Sixteen
 * sets are added up before one of them is carried into the higher planes. A node at distance d is counted in
 * all steps from d on, so the sums of these numbers over all steps give the sum of distances at the end. When
 * few nodes are new, only their edges are followed. */
#include <immintrin.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MAX_NODES = 50000,
    MAX_EDGES = 1000000,
    MAX_SOURCES = 100000,
    HEADER = 3, /* numbers */
    LANES = 256,
    MOST_VECTORS = 3,  /* of a set */
    COUNT_PLANES = 16, /* 2^16 > MAX_NODES */
    SUM_PLANES = 32,   /* and its square */
    TOGETHER = 16,     /* sets that are counted at once, which takes so many planes: */
    LOW_PLANES = 4,
    FEW = 8, /* less than one of so many nodes */
    SUMS_BYTES = 12,
};

typedef __m256i vector;

struct graph {
    uint32_t nodes;
    uint32_t *first, *neighbours;
};

/* The set of node u begins at index u * vectors of these arrays. */
struct search {
    vector *seen;                   /* by which searches a node was seen */
    vector *after;                  /* the same after the next step */
    uint32_t *fresh, fresh_count;   /* the nodes that some search saw in this step for the first time */
    uint32_t *touched, *touched_at; /* their neighbours, and in which step a node was one */
    uint32_t step;
    vector counts[MOST_VECTORS][COUNT_PLANES], sums[MOST_VECTORS][SUM_PLANES];
};

/* For functions that get the number of vectors as a constant. */
#define INLINE static inline __attribute__((always_inline))

static void *allocate(size_t bytes) {
    void *memory = aligned_alloc(64, (bytes / 64 + 1) * 64);
    if (memory == NULL) exit(1);
    return memory;
}

static void read_exactly(void *to, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        ssize_t got = read(0, (char *)to + done, bytes - done);
        if (got <= 0) exit(1);
        done += (size_t)got;
    }
}

static int is_empty(vector bits) { return _mm256_testz_si256(bits, bits); }

static uint32_t *read_nodes(size_t count, uint32_t nodes) {
    uint32_t *numbers = allocate(count * sizeof *numbers);
    read_exactly(numbers, count * sizeof *numbers);
    for (size_t i = 0; i < count; i++)
        if (numbers[i] >= nodes) exit(1);
    return numbers;
}

static struct graph read_graph(uint32_t nodes, size_t edges) {
    uint32_t *ends = read_nodes(2 * edges, nodes);
    size_t first_bytes = ((size_t)nodes + 2) * sizeof *ends;
    uint32_t *first = memset(allocate(first_bytes), 0, first_bytes), *next = first + 1;
    uint32_t *neighbours = allocate(2 * edges * sizeof *neighbours);
    for (size_t i = 0; i < 2 * edges; i++) next[ends[i] + 1]++;
    for (uint32_t u = 0; u < nodes; u++) next[u + 1] += next[u];
    for (size_t i = 0; i < 2 * edges; i++) neighbours[next[ends[i]]++] = ends[i ^ 1];
    free(ends);
    return (struct graph){nodes, first, neighbours};
}

/* Adds bits to counters, of which `planes` has those from some plane on. */
static void count(vector *planes, vector bits) {
    for (; !is_empty(bits); planes++) {
        vector carry = *planes & bits;
        *planes ^= bits;
        bits = carry;
    }
}

/* Adds two sets of bits to a plane; the carry. */
INLINE vector add_two(vector *plane, vector one, vector two) {
    vector half = *plane ^ one, carry = (*plane & one) | (half & two);
    *plane = half ^ two;
    return carry;
}

/* Each set is so many vectors behind the last one. */
INLINE vector add_four(vector *planes, const vector *sets, size_t vectors) {
    vector one = add_two(&planes[0], sets[0], sets[vectors]);
    vector two = add_two(&planes[0], sets[2 * vectors], sets[3 * vectors]);
    return add_two(&planes[1], one, two);
}

INLINE vector add_eight(vector *planes, const vector *sets, size_t vectors) {
    vector one = add_four(planes, sets, vectors), two = add_four(planes, sets + 4 * vectors, vectors);
    return add_two(&planes[2], one, two);
}

INLINE vector add_sixteen(vector *planes, const vector *sets, size_t vectors) {
    vector one = add_eight(planes, sets, vectors), two = add_eight(planes, sets + 8 * vectors, vectors);
    return add_two(&planes[3], one, two);
}

INLINE void count_all(struct search *search, uint32_t nodes, size_t vectors) {
    for (size_t v = 0; v < vectors; v++) {
        const vector *sets = search->seen + v;
        vector low[LOW_PLANES] = {0}, *counts = search->counts[v];
        memset(counts, 0, sizeof search->counts[v]);
        uint32_t u = 0;
        for (; u + TOGETHER <= nodes; u += TOGETHER)
            count(counts + LOW_PLANES, add_sixteen(low, sets + u * vectors, vectors));
        for (int plane = 0; plane < LOW_PLANES; plane++) counts[plane] = low[plane];
        for (; u < nodes; u++) count(counts, sets[u * vectors]);
    }
}

static void add_counts_to_sums(struct search *search, size_t vectors) {
    for (size_t v = 0; v < vectors; v++) {
        vector carry = {0}, *sums = search->sums[v];
        for (int plane = 0; plane < SUM_PLANES; plane++) {
            if (plane >= COUNT_PLANES && is_empty(carry)) break;
            vector counts = plane < COUNT_PLANES ? search->counts[v][plane] : (vector){0};
            carry = add_two(&sums[plane], counts, carry);
        }
    }
}

/* By which searches a node will have been seen after the next step, into `to`. Without loops over the vectors
 * of a set they stay in registers. */
INLINE void look_around(const struct search *search, struct graph graph, uint32_t u, vector *to,
                        size_t vectors) {
    vector bits[MOST_VECTORS];
#pragma GCC unroll 3
    for (size_t v = 0; v < vectors; v++) bits[v] = search->seen[u * vectors + v];
    for (uint32_t i = graph.first[u]; i < graph.first[u + 1]; i++)
#pragma GCC unroll 3
        for (size_t v = 0; v < vectors; v++) bits[v] |= search->seen[graph.neighbours[i] * vectors + v];
#pragma GCC unroll 3
    for (size_t v = 0; v < vectors; v++) to[v] = bits[v];
}

INLINE void follow_all(struct search *search, struct graph graph, size_t vectors) {
    uint32_t fresh = 0;
    for (uint32_t u = 0; u < graph.nodes; u++) {
        vector any = {0}, *after = search->after + u * vectors;
        look_around(search, graph, u, after, vectors);
        for (size_t v = 0; v < vectors; v++) any |= after[v] ^ search->seen[u * vectors + v];
        search->fresh[fresh] = u; /* overwritten by the next one if it is not fresh */
        fresh += !is_empty(any);
    }
    search->fresh_count = fresh;
    vector *seen = search->seen;
    search->seen = search->after;
    search->after = seen;
    count_all(search, graph.nodes, vectors);
}

static uint32_t touch_neighbours(struct search *search, struct graph graph) {
    uint32_t touched = 0;
    search->step++;
    for (uint32_t k = 0; k < search->fresh_count; k++)
        for (uint32_t u = search->fresh[k], i = graph.first[u]; i < graph.first[u + 1]; i++) {
            uint32_t neighbour = graph.neighbours[i];
            if (search->touched_at[neighbour] == search->step) continue;
            search->touched_at[neighbour] = search->step;
            search->touched[touched++] = neighbour;
        }
    return touched;
}

/* As follow_all(), for neighbours of the fresh nodes alone. `after` has their sets, one behind the other. */
INLINE void follow_few(struct search *search, struct graph graph, size_t vectors) {
    uint32_t touched = touch_neighbours(search, graph);
    for (uint32_t k = 0; k < touched; k++)
        look_around(search, graph, search->touched[k], search->after + k * vectors, vectors);
    search->fresh_count = 0;
    for (uint32_t k = 0; k < touched; k++) {
        vector any = {0}, *seen = search->seen + search->touched[k] * vectors;
        for (size_t v = 0; v < vectors; v++) {
            vector bits = search->after[k * vectors + v] ^ seen[v];
            count(search->counts[v], bits);
            seen[v] |= bits;
            any |= bits;
        }
        if (!is_empty(any)) search->fresh[search->fresh_count++] = search->touched[k];
    }
}

INLINE int64_t search_all(struct search *search, struct graph graph, size_t vectors) {
    int64_t steps = 0;
    for (; search->fresh_count > 0; steps++) {
        add_counts_to_sums(search, vectors);
        if (search->fresh_count < graph.nodes / FEW) follow_few(search, graph, vectors);
        else follow_all(search, graph, vectors);
    }
    return steps;
}

/* Each search has seen its source. */
static void start(struct search *search, uint32_t nodes, const uint32_t *sources, size_t count_of_sources,
                  size_t vectors) {
    memset(search->counts, 0, sizeof search->counts);
    memset(search->sums, 0, sizeof search->sums);
    memset(search->seen, 0, nodes * vectors * sizeof(vector));
    search->fresh_count = 0;
    for (size_t i = 0; i < count_of_sources; i++) {
        vector *seen = search->seen + sources[i] * vectors, any = {0};
        for (size_t v = 0; v < vectors; v++) any |= seen[v];
        if (is_empty(any)) search->fresh[search->fresh_count++] = sources[i];
        uint64_t word = (uint64_t)1 << i % 64;
        ((uint64_t *)seen)[i / 64] |= word;
        ((uint64_t *)&search->counts[i / LANES][0])[i % LANES / 64] |= word;
    }
}

static int64_t number_in(const vector *planes, int count_of_planes, size_t lane) {
    int64_t number = 0;
    for (int plane = 0; plane < count_of_planes; plane++)
        number |= (int64_t)(((const uint64_t *)&planes[plane])[lane / 64] >> lane % 64 & 1) << plane;
    return number;
}

static void search_from(struct search *search, struct graph graph, const uint32_t *sources,
                        size_t count_of_sources, char *output) {
    size_t vectors = (count_of_sources + LANES - 1) / LANES;
    start(search, graph.nodes, sources, count_of_sources, vectors);
    int64_t steps = vectors == 1   ? search_all(search, graph, 1)
                    : vectors == 2 ? search_all(search, graph, 2)
                                   : search_all(search, graph, MOST_VECTORS);
    for (size_t i = 0; i < count_of_sources; i++) {
        int32_t reached = (int32_t)number_in(search->counts[i / LANES], COUNT_PLANES, i % LANES);
        int64_t distances = steps * reached - number_in(search->sums[i / LANES], SUM_PLANES, i % LANES);
        memcpy(output + i * SUMS_BYTES, &reached, sizeof reached);
        memcpy(output + i * SUMS_BYTES + sizeof reached, &distances, sizeof distances);
    }
}

int main(void) {
    int32_t header[HEADER];
    read_exactly(header, sizeof header);
    if (header[0] < 1 || header[0] > MAX_NODES || header[1] < 0 || header[1] > MAX_EDGES) return 1;
    if (header[2] < 0 || header[2] > MAX_SOURCES) return 1;
    size_t nodes = (size_t)header[0], sources = (size_t)header[2], most = MOST_VECTORS * LANES;
    struct graph graph = read_graph((uint32_t)nodes, (size_t)header[1]);
    const uint32_t *from = read_nodes(sources, (uint32_t)nodes);
    static struct search search;
    search.seen = allocate(nodes * MOST_VECTORS * sizeof(vector));
    search.after = allocate(nodes * MOST_VECTORS * sizeof(vector));
    search.fresh = allocate((nodes + 1) * sizeof *search.fresh);
    search.touched = allocate(nodes * sizeof *search.touched);
    search.touched_at = calloc(nodes, sizeof *search.touched_at);
    if (search.touched_at == NULL) return 1;
    char *output = allocate(sources * SUMS_BYTES);
    for (size_t done = 0; done < sources; done += most) {
        size_t left = sources - done;
        search_from(&search, graph, from + done, left < most ? left : most, output + done * SUMS_BYTES);
    }
    for (size_t done = 0; done < sources * SUMS_BYTES;) {
        ssize_t written = write(1, output + done, sources * SUMS_BYTES - done);
        if (written <= 0) return 1;
        done += (size_t)written;
    }
    return 0;
}
