/* Why it is fast: eight points step at once, as two vectors of four, whose chains of operations overlap; a
 * point that is done gives its place to the next one. Only after several steps it is tested which points are
 * done. A point that is where it was before will be there again and again, as numbers are integers, so it
 * never gets out: most points inside are found that way long before their last step. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MAX_POINTS = 1000000,
    MAX_STEPS = 65535,
    FRACTION_BITS = 23,
    VECTORS = 2,
    LANES = 4,
    PLACES = VECTORS * LANES,
    STEPS = 8,   /* between tests */
    KEPT = 16,   /* tests, after which a point's position is kept anew */
    NOWHERE = INT32_MAX,
};

typedef long long integers[PLACES] __attribute__((aligned(32)));

/* The points that step at present. */
static struct {
    integers x, y, real, imaginary, kept_x, kept_y;
    integers steps;
    integers stays; /* all bits, until the point gets out */
    int32_t point[PLACES];
} now;

static int32_t n, most, next_point;
static const int32_t *points;
static uint16_t *times;

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static __m256i load(const long long *from) { return _mm256_load_si256((const __m256i *)from); }

static void store(long long *to, __m256i value) { _mm256_store_si256((__m256i *)to, value); }

/* Only the lower halves of x and y count; they are right as long as the point has not got out. */
static void take_steps(void) {
    const __m256i border = _mm256_set1_epi64x(INT64_C(4) << FRACTION_BITS);
    __m256i x[VECTORS], y[VECTORS], steps[VECTORS], stays[VECTORS];
    for (int v = 0; v < VECTORS; v++) {
        x[v] = load(now.x + LANES * v);
        y[v] = load(now.y + LANES * v);
        steps[v] = load(now.steps + LANES * v);
        stays[v] = load(now.stays + LANES * v);
    }
    for (int i = 0; i < STEPS; i++) {
#pragma GCC unroll 4
        for (int v = 0; v < VECTORS; v++) {
            __m256i xx = _mm256_srli_epi64(_mm256_mul_epi32(x[v], x[v]), FRACTION_BITS);
            __m256i yy = _mm256_srli_epi64(_mm256_mul_epi32(y[v], y[v]), FRACTION_BITS);
            __m256i xy = _mm256_srli_epi64(_mm256_mul_epi32(x[v], y[v]), FRACTION_BITS - 1);
            stays[v] = _mm256_andnot_si256(_mm256_cmpgt_epi64(_mm256_add_epi64(xx, yy), border), stays[v]);
            steps[v] = _mm256_sub_epi64(steps[v], stays[v]);
            x[v] = _mm256_add_epi64(_mm256_sub_epi64(xx, yy), load(now.real + LANES * v));
            y[v] = _mm256_add_epi64(xy, load(now.imaginary + LANES * v));
        }
    }
    for (int v = 0; v < VECTORS; v++) {
        store(now.x + LANES * v, x[v]);
        store(now.y + LANES * v, y[v]);
        store(now.steps + LANES * v, steps[v]);
        store(now.stays + LANES * v, stays[v]);
    }
}

/* A bit for each place whose point is done. */
static unsigned done_places(void) {
    const __m256i last = _mm256_set1_epi64x(most - 1);
    unsigned done = 0;
    for (int v = 0; v < VECTORS; v++) {
        __m256i same =
            _mm256_and_si256(_mm256_cmpeq_epi32(load(now.x + LANES * v), load(now.kept_x + LANES * v)),
                             _mm256_cmpeq_epi32(load(now.y + LANES * v), load(now.kept_y + LANES * v)));
        __m256i full = _mm256_cmpgt_epi64(load(now.steps + LANES * v), last);
        __m256i left = _mm256_andnot_si256(load(now.stays + LANES * v), _mm256_set1_epi64x(-1));
        __m256i any = _mm256_or_si256(_mm256_slli_epi64(same, 32), _mm256_or_si256(full, left));
        done |= (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(any)) << LANES * v;
    }
    return done;
}

static void put_next(int place) {
    int32_t i = next_point < n ? next_point++ : -1;
    now.point[place] = i;
    now.x[place] = now.y[place] = now.steps[place] = 0;
    now.stays[place] = -1;
    now.kept_x[place] = now.kept_y[place] = NOWHERE;
    now.real[place] = i < 0 ? 0 : points[2 * i];
    now.imaginary[place] = i < 0 ? 0 : points[2 * i + 1];
}

static void finish(int place) {
    int64_t steps = now.steps[place];
    if (now.stays[place] || steps > most) steps = most;
    times[now.point[place]] = (uint16_t)steps;
}

static void keep_positions(void) {
    for (int place = 0; place < PLACES; place++) {
        now.kept_x[place] = now.x[place];
        now.kept_y[place] = now.y[place];
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
