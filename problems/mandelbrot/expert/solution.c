/* Why it is fast: sixteen points step at once, as four vectors of four, whose chains of operations overlap; a
 * point that is done gives its place to the next one. Only after several steps it is tested which points are
 * done. A point that is where it was before will be there again and again, as numbers are integers, so it
 * never gets out: most points inside are found that way long before their last step. The integers are kept as
 * doubles, which are exact below 2^53, as vectors of doubles are multiplied fast everywhere. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MAX_POINTS = 1000000,
    MAX_STEPS = 65535,
    VECTORS = 4,
    LANES = 4,
    PLACES = VECTORS * LANES,
    STEPS = 8,   /* between tests */
    KEPT = 16,   /* tests, after which a point's position is kept anew */
    NOWHERE = 1 << 30,
};

typedef double reals __attribute__((vector_size(8 * LANES)));
typedef int64_t integers __attribute__((vector_size(8 * LANES)));

/* A double near 2^75 is a multiple of 2^23. So a sum of this one and another number is rounded to the nearest
 * multiple, and it is rounded down if nearly half a multiple is taken off a whole number before. */
#define UNIT 0x1p23
#define ROUNDER 0x1.8p75
#define BORDER (4 * UNIT * UNIT)

/* The points that step at present. */
static struct {
    reals x[VECTORS], y[VECTORS], real[VECTORS], imaginary[VECTORS], kept_x[VECTORS], kept_y[VECTORS];
    integers steps[VECTORS];
    integers stays[VECTORS]; /* all bits, until the point gets out */
    int32_t point[PLACES];
} now;

static int32_t n, most, next_point;
static const int32_t *points;
static uint16_t *times;

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

/* a * b rounded down to a multiple of `unit`, plus `rounder`, whose neighbours are so far from it. */
static reals rounded(reals a, reals b, double unit, double rounder) {
    return a * b - (unit / 2 - 0.5) + rounder;
}

/* x and y are right as long as the point has not got out. */
static void take_steps(void) {
    reals x[VECTORS], y[VECTORS];
    integers steps[VECTORS], stays[VECTORS];
#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v++) {
        x[v] = now.x[v];
        y[v] = now.y[v];
        steps[v] = now.steps[v];
        stays[v] = now.stays[v];
    }
    for (int i = 0; i < STEPS; i++) {
#pragma GCC unroll 4
        for (int v = 0; v < VECTORS; v++) {
            reals xx = rounded(x[v], x[v], UNIT, ROUNDER), yy = rounded(y[v], y[v], UNIT, ROUNDER);
            reals xy = rounded(x[v] + x[v], y[v], UNIT, ROUNDER);
            stays[v] &= xx <= 2 * ROUNDER + BORDER - yy;
            steps[v] -= stays[v];
            x[v] = (xx - yy) * (1 / UNIT) + now.real[v];
            y[v] = xy * (1 / UNIT) + now.imaginary[v];
        }
    }
#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v++) {
        now.x[v] = x[v];
        now.y[v] = y[v];
        now.steps[v] = steps[v];
        now.stays[v] = stays[v];
    }
}

/* A bit for each place whose point is done. */
static unsigned done_places(void) {
    unsigned done = 0;
    for (int v = 0; v < VECTORS; v++) {
        integers same = (now.x[v] == now.kept_x[v]) & (now.y[v] == now.kept_y[v]);
        integers any = same | ~now.stays[v] | (now.steps[v] >= most);
        for (int l = 0; l < LANES; l++) done |= (unsigned)(any[l] & 1) << (LANES * v + l);
    }
    return done;
}

static void put_next(int place) {
    int32_t i = next_point < n ? next_point++ : -1;
    int v = place / LANES, l = place % LANES;
    now.point[place] = i;
    now.x[v][l] = now.y[v][l] = 0;
    now.steps[v][l] = 0;
    now.stays[v][l] = -1;
    now.kept_x[v][l] = now.kept_y[v][l] = NOWHERE;
    now.real[v][l] = i < 0 ? 0 : points[2 * i];
    now.imaginary[v][l] = (i < 0 ? 0 : points[2 * i + 1]) - ROUNDER / UNIT;
}

static void finish(int place) {
    int64_t steps = now.steps[place / LANES][place % LANES];
    if (now.stays[place / LANES][place % LANES] || steps > most) steps = most;
    times[now.point[place]] = (uint16_t)steps;
}

static void keep_positions(void) {
    for (int v = 0; v < VECTORS; v++) {
        now.kept_x[v] = now.x[v];
        now.kept_y[v] = now.y[v];
    }
}

static void compute_times(void) {
    unsigned busy = 0;
    for (int place = 0; place < PLACES; place++) {
        put_next(place);
        if (now.point[place] >= 0) busy |= 1u << place;
    }
    for (unsigned tests = 1; busy; tests++) {
        take_steps();
        for (unsigned done = done_places() & busy; done; done &= done - 1) {
            int place = __builtin_ctz(done);
            finish(place);
            put_next(place);
            if (now.point[place] < 0) busy &= ~(1u << place);
        }
        if (tests % KEPT == 0) keep_positions();
    }
}

int main(void) {
    int32_t header[2];
    read_exactly(header, sizeof header);
    n = header[0];
    most = header[1];
    if (n < 1 || n > MAX_POINTS || most < 1 || most > MAX_STEPS) return 1;
    size_t count = (size_t)n;
    int32_t *parts = malloc(2 * count * sizeof *parts);
    times = malloc(count * sizeof *times);
    if (parts == NULL || times == NULL) return 1;
    read_exactly(parts, 2 * count * sizeof *parts);
    points = parts;
    compute_times();
    return fwrite(times, sizeof *times, count, stdout) != count || fflush(stdout) != 0;
}
