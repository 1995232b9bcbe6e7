/* Points in a polygon with everything a knob: which edges a point is tested with (all, those of groups that it may
 * meet, those that begin not above it, or those of its band of rows), how edges are kept, what of an edge is tested
 * first, how a side is computed, whether a test branches, reading and writing. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* What sides are computed in. Both are exact: no number is as large as 2^53. */
typedef ${COMPUTED} number;

enum {
    ALL_EDGES, WITHIN_BOX, NOT_ABOVE, GROUPS, BANDS, TESTED = ${TESTED},
    EDGES_PER_GROUP = ${EDGES_PER_GROUP},
    CHOSEN_BANDS = ${BANDS_PER_1024_EDGES},
    INDICES, ENDS, COLUMNS, KEPT = ${KEPT},
    SIDE, RIGHT_END, BOX, FIRST = ${FIRST},
    BRANCH, ARITHMETIC, CROSSED = ${CROSSED},
    AT_ONCE, AT_THE_END, BORDER_SEEN = ${BORDER_SEEN},
    READ_POINTS = ${READ_POINTS},
    WRITE_BYTES = ${WRITE_BYTES},
    MOST_ENTRIES = 12, /* of an edge in bands, on average */
    MAX_VERTICES = 200000,
    MAX_POINTS = 500000
};

struct point {
    int32_t x, y;
};

struct edge {
    struct point a, b;
};

/* Of a group of edges. */
struct box {
    int32_t right, lowest, highest;
};

struct tally {
    uint32_t crossings, borders;
};

static struct point *polygon; /* the first vertex is there once more behind the last */
static size_t vertices, entry_count;
static uint32_t *order; /* the entries' edges; also what the next three are made from */
static struct edge *ends;
static int32_t *columns[4];
static struct box whole, *boxes;
static int32_t *lows; /* of sorted edges */
static uint32_t *starts; /* of each band's entries, and the end of the last */
static int shift;

static void *allocate(size_t bytes) {
    void *memory = calloc(bytes + 1, 1);
    if (memory == NULL) exit(1);
    return memory;
}

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }

static int32_t most(int32_t a, int32_t b) { return a < b ? b : a; }

static int32_t low_of(uint32_t i) { return least(polygon[i].y, polygon[i + 1].y); }

static int32_t high_of(uint32_t i) { return most(polygon[i].y, polygon[i + 1].y); }

static struct edge entry(size_t i) {
    if (KEPT == INDICES) return (struct edge){polygon[order[i]], polygon[order[i] + 1]};
    if (KEPT == ENDS) return ends[i];
    return (struct edge){{columns[0][i], columns[1][i]}, {columns[2][i], columns[3][i]}};
}

static void keep_entries(void) {
    if (KEPT == ENDS) ends = allocate(entry_count * sizeof *ends);
    for (int i = 0; KEPT == COLUMNS && i < 4; i++) columns[i] = allocate(entry_count * sizeof **columns);
    for (size_t i = 0; i < entry_count; i++) {
        struct point a = polygon[order[i]], b = polygon[order[i] + 1];
        if (KEPT == ENDS) ends[i] = (struct edge){a, b};
        if (KEPT == COLUMNS) columns[0][i] = a.x, columns[1][i] = a.y, columns[2][i] = b.x, columns[3][i] = b.y;
    }
}

static struct box box_of(size_t first, size_t end) {
    struct box box = {INT32_MIN, INT32_MAX, INT32_MIN};
    for (size_t i = first; i < end; i++) {
        box.right = most(box.right, most(polygon[i].x, polygon[i + 1].x));
        box.lowest = least(box.lowest, low_of((uint32_t)i));
        box.highest = most(box.highest, high_of((uint32_t)i));
    }
    return box;
}

static int may_meet(struct box box, struct point point) {
    return box.lowest <= point.y && point.y <= box.highest && point.x <= box.right;
}

static void order_as_given(void) {
    entry_count = vertices;
    order = allocate(vertices * sizeof *order);
    for (size_t i = 0; i < vertices; i++) order[i] = (uint32_t)i;
}

static size_t group_end(size_t first) {
    return vertices - first < EDGES_PER_GROUP ? vertices : first + EDGES_PER_GROUP;
}

static void make_groups(void) {
    boxes = allocate((vertices / EDGES_PER_GROUP + 1) * sizeof *boxes);
    for (size_t first = 0; first < vertices; first += EDGES_PER_GROUP)
        boxes[first / EDGES_PER_GROUP] = box_of(first, group_end(first));
}

static int by_low_end(const void *a, const void *b) {
    int32_t first = low_of(*(const uint32_t *)a), second = low_of(*(const uint32_t *)b);
    return first < second ? -1 : first > second;
}

static void sort_edges(void) {
    qsort(order, vertices, sizeof *order, by_low_end);
    lows = allocate(vertices * sizeof *lows);
    for (size_t i = 0; i < vertices; i++) lows[i] = low_of(order[i]);
}

/* How many of the sorted edges have an end that is not above y. */
static size_t count_not_above(int32_t y) {
    size_t low = 0, high = vertices;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (lows[middle] <= y) low = middle + 1;
        else high = middle;
    }
    return low;
}

static uint32_t band_of(int32_t y) { return (uint32_t)(y - whole.lowest) >> shift; }

static void choose_bands(void) {
    uint64_t heights = 0;
    for (uint32_t i = 0; i < vertices; i++) heights += (uint64_t)(high_of(i) - low_of(i));
    while (heights >> shift > MOST_ENTRIES * vertices) shift++;
    while (band_of(whole.highest) > 0 && (band_of(whole.highest) + 1ul) * 1024 > CHOSEN_BANDS * vertices) shift++;
}

static void fill_bands(void) {
    size_t bands = band_of(whole.highest) + 1;
    starts = allocate((bands + 2) * sizeof *starts);
    for (uint32_t i = 0; i < vertices; i++)
        for (uint32_t band = band_of(low_of(i)); band <= band_of(high_of(i)); band++) starts[band + 2]++;
    for (size_t band = 2; band < bands + 2; band++) starts[band] += starts[band - 1];
    entry_count = starts[bands + 1];
    order = allocate(entry_count * sizeof *order);
    for (uint32_t i = 0; i < vertices; i++)
        for (uint32_t band = band_of(low_of(i)); band <= band_of(high_of(i)); band++) order[starts[band + 1]++] = i;
}

static void prepare(void) {
    whole = box_of(0, vertices);
    if (TESTED == BANDS) {
        choose_bands();
        fill_bands();
    } else {
        order_as_given();
    }
    if (TESTED == GROUPS) make_groups();
    if (TESTED == NOT_ABOVE) sort_edges();
    keep_entries();
}

/* Positive when the point lies to the left of the way from a to b, 0 when all three lie on a line. */
static number turn(struct edge edge, struct point point) {
    struct point a = edge.a, b = edge.b;
    return (number)(b.x - a.x) * (point.y - a.y) - (number)(b.y - a.y) * (point.x - a.x);
}

static int between(int32_t value, int32_t a, int32_t b) { return least(a, b) <= value && value <= most(a, b); }

static int can_be_left_out(struct edge edge, struct point point) {
    if (FIRST == SIDE) return 0;
    if (point.x > most(edge.a.x, edge.b.x)) return 1;
    return FIRST == BOX && !between(point.y, edge.a.y, edge.b.y);
}

/* Counts the edge if the ray crosses it or the point lies on it; returns whether the search is over. */
static int test(struct edge edge, struct point point, struct tally *tally) {
    if (can_be_left_out(edge, point)) return 0;
    number side = turn(edge, point);
    if (side == 0 && between(point.x, edge.a.x, edge.b.x) && between(point.y, edge.a.y, edge.b.y)) {
        tally->borders++;
        return BORDER_SEEN == AT_ONCE;
    }
    if (CROSSED == ARITHMETIC)
        tally->crossings += ((edge.a.y > point.y) ^ (edge.b.y > point.y)) & ((side > 0) ^ (edge.b.y <= edge.a.y));
    else if ((edge.a.y > point.y) != (edge.b.y > point.y) && (side > 0) == (edge.b.y > edge.a.y))
        tally->crossings++;
    return 0;
}

static int test_entries(size_t first, size_t end, struct point point, struct tally *tally) {
    for (size_t i = first; i < end; i++)
        if (test(entry(i), point, tally)) return 1;
    return 0;
}

static void test_groups(struct point point, struct tally *tally) {
    for (size_t first = 0; first < vertices; first += EDGES_PER_GROUP)
        if (may_meet(boxes[first / EDGES_PER_GROUP], point) && test_entries(first, group_end(first), point, tally))
            return;
}

static char place_of(struct point point) {
    struct tally tally = {0};
    if (TESTED != ALL_EDGES && !may_meet(whole, point)) return 0;
    if (TESTED == BANDS) {
        uint32_t band = band_of(point.y);
        test_entries(starts[band], starts[band + 1], point, &tally);
    } else if (TESTED == NOT_ABOVE) {
        test_entries(0, count_not_above(point.y), point, &tally);
    } else if (TESTED == GROUPS) {
        test_groups(point, &tally);
    } else {
        test_entries(0, vertices, point, &tally);
    }
    return tally.borders > 0 ? 2 : tally.crossings & 1;
}

int main(void) {
    static struct point points[READ_POINTS];
    static char places[WRITE_BYTES];
    int32_t header[2];
    read_exactly(header, sizeof header);
    if (header[0] < 3 || header[0] > MAX_VERTICES || header[1] < 0 || header[1] > MAX_POINTS) return 1;
    vertices = (size_t)header[0];
    polygon = allocate((vertices + 1) * sizeof *polygon);
    read_exactly(polygon, vertices * sizeof *polygon);
    polygon[vertices] = polygon[0];
    prepare();
    size_t used = 0;
    for (size_t left = (size_t)header[1], count; left > 0; left -= count) {
        count = left < READ_POINTS ? left : READ_POINTS;
        read_exactly(points, count * sizeof *points);
        for (size_t i = 0; i < count; i++) {
            places[used++] = place_of(points[i]);
            if (used < WRITE_BYTES) continue;
            if (fwrite(places, 1, used, stdout) != used) return 1;
            used = 0;
        }
    }
    if (fwrite(places, 1, used, stdout) != used) return 1;
    return fflush(stdout) != 0;
}
