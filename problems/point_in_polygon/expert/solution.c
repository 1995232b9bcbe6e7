/* Why it is fast: the rows are cut into bands, and each band has a list of the edges that reach into it. A
 * point meets only the edges of its band, and each is tested without a branch. Few bands suffice where edges
 * are long, since every band that an edge reaches costs an entry. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_VERTICES = 200000, MAX_POINTS = 500000, ENTRIES_PER_EDGE = 12, CHUNK = 4096 };

struct point {
    int32_t x, y;
};

struct edge {
    struct point a, b; /* a is not above b */
};

static int32_t lowest, highest, shift;
static uint32_t *starts; /* of each band's edges, and the end of the last */
static struct edge *entries;

static void *allocate(size_t bytes) {
    void *memory = calloc(bytes, 1);
    if (memory == NULL) exit(1);
    return memory;
}

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static struct edge edge_at(const struct point *polygon, size_t vertices, size_t i) {
    struct point a = polygon[i], b = polygon[i + 1 < vertices ? i + 1 : 0];
    return a.y <= b.y ? (struct edge){a, b} : (struct edge){b, a};
}

static uint32_t band_of(int32_t y) { return (uint32_t)(y - lowest) >> shift; }

/* Bands as narrow as the room for entries allows. */
static void choose_bands(const struct point *polygon, size_t vertices) {
    lowest = highest = polygon[0].y;
    uint64_t heights = 0;
    for (size_t i = 0; i < vertices; i++) {
        struct edge edge = edge_at(polygon, vertices, i);
        if (edge.a.y < lowest) lowest = edge.a.y;
        if (edge.b.y > highest) highest = edge.b.y;
        heights += (uint64_t)(edge.b.y - edge.a.y);
    }
    while (heights >> shift > ENTRIES_PER_EDGE * vertices) shift++;
    while ((uint32_t)(highest - lowest) >> shift > 2 * vertices) shift++;
}

static void fill_bands(const struct point *polygon, size_t vertices) {
    size_t bands = band_of(highest) + 1;
    starts = allocate((bands + 2) * sizeof *starts);
    for (size_t i = 0; i < vertices; i++) {
        struct edge edge = edge_at(polygon, vertices, i);
        for (uint32_t band = band_of(edge.a.y); band <= band_of(edge.b.y); band++) starts[band + 2]++;
    }
    for (size_t band = 2; band < bands + 2; band++) starts[band] += starts[band - 1];
    entries = allocate(starts[bands + 1] * sizeof *entries);
    for (size_t i = 0; i < vertices; i++) {
        struct edge edge = edge_at(polygon, vertices, i);
        for (uint32_t band = band_of(edge.a.y); band <= band_of(edge.b.y); band++)
            entries[starts[band + 1]++] = edge;
    }
}

static int on_edge(struct edge edge, struct point point) {
    int32_t left = edge.a.x < edge.b.x ? edge.a.x : edge.b.x, right = edge.a.x ^ edge.b.x ^ left;
    return edge.a.y <= point.y && point.y <= edge.b.y && left <= point.x && point.x <= right;
}

static char place_of(struct point point) {
    if (point.y < lowest || point.y > highest) return 0;
    uint32_t band = band_of(point.y), crossings = 0;
    for (const struct edge *edge = entries + starts[band]; edge < entries + starts[band + 1]; edge++) {
        struct point a = edge->a, b = edge->b;
        int64_t side =
            (int64_t)(b.x - a.x) * (point.y - a.y) - (int64_t)(b.y - a.y) * (point.x - a.x);
        if (side == 0 && on_edge(*edge, point)) return 2;
        crossings += (uint32_t)(a.y <= point.y) & (uint32_t)(point.y < b.y) & (uint32_t)(side > 0);
    }
    return crossings & 1;
}

int main(void) {
    static struct point points[CHUNK];
    static char places[CHUNK];
    int32_t header[2];
    read_exactly(header, sizeof header);
    if (header[0] < 3 || header[0] > MAX_VERTICES || header[1] < 0 || header[1] > MAX_POINTS) return 1;
    size_t vertices = (size_t)header[0], left = (size_t)header[1];
    struct point *polygon = allocate(vertices * sizeof *polygon);
    read_exactly(polygon, vertices * sizeof *polygon);
    choose_bands(polygon, vertices);
    fill_bands(polygon, vertices);
    while (left > 0) {
        size_t count = left < CHUNK ? left : CHUNK;
        read_exactly(points, count * sizeof *points);
        for (size_t i = 0; i < count; i++) places[i] = place_of(points[i]);
        if (fwrite(places, 1, count, stdout) != count) return 1;
        left -= count;
    }
    return fflush(stdout) != 0;
}
