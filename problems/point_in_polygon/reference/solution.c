/* Where points lie: every edge of the polygon is tested for every point. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_VERTICES = 200000, MAX_POINTS = 500000 };

struct point {
    int32_t x, y;
};

enum place { OUTSIDE, INSIDE, BORDER };

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

/* Positive when c lies to the left of the way from a to b, 0 when all three lie on a line. */
static int64_t turn(struct point a, struct point b, struct point c) {
    return (int64_t)(b.x - a.x) * (c.y - a.y) - (int64_t)(b.y - a.y) * (c.x - a.x);
}

static int between(int32_t value, int32_t a, int32_t b) {
    return a < b ? a <= value && value <= b : b <= value && value <= a;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static enum place place_of(struct point point, const struct point *polygon, int32_t vertices) {
    enum place place = OUTSIDE;
    struct point a = polygon[vertices - 1];
    for (int32_t i = 0; i < vertices; i++) {
        struct point b = polygon[i];
        int64_t side = turn(a, b, point);
        if (side == 0 && between(point.x, a.x, b.x) && between(point.y, a.y, b.y)) return BORDER;
        if ((a.y > point.y) != (b.y > point.y) && (side > 0) == (b.y > a.y))
            place = place == INSIDE ? OUTSIDE : INSIDE;
        a = b;
    }
    return place;
}

int main(void) {
    int32_t header[2];
    read_exactly(header, sizeof header);
    int32_t vertices = header[0], points = header[1];
    if (vertices < 3 || vertices > MAX_VERTICES || points < 0 || points > MAX_POINTS) return 1;
    struct point *polygon = malloc((size_t)vertices * sizeof *polygon);
    if (polygon == NULL) return 1;
    read_exactly(polygon, (size_t)vertices * sizeof *polygon);
    for (; points > 0; points--) {
        struct point point;
        read_exactly(&point, sizeof point);
        putchar(place_of(point, polygon, vertices));
    }
    free(polygon);
    return fflush(stdout) != 0;
}
