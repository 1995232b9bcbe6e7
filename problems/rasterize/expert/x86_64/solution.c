/* Why it is fast: where a triangle begins and ends in a row is computed, for all edges at once, so that only
 * pixels that it covers are visited, eight at a time. Instead of a division, a sum is multiplied by a
 * reciprocal. One half is added to the sum before, so that no product is so near a whole number that rounding
 * could change the result. Depth and number make one key, and the least key is in front. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SIDE = 1024, MAX_TRIANGLES = 32767, NUMBER_BITS = 15, CHUNK = 1024, LANES = 8 };

struct corner {
    int32_t x, y, z;
};

/* Two edges on the left and two on the right, which may be the same one twice. A row begins behind value *
 * reciprocal of the left ones, rounded down, and ends at that of the right ones. */
struct edges {
    double value[4], next_row[4], reciprocal[4];
    int lefts, rights;
};

static int32_t width, height;
static int32_t keys[MAX_SIDE * MAX_SIDE + LANES];

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t min(int32_t a, int32_t b) { return a < b ? a : b; }

static int32_t max(int32_t a, int32_t b) { return a > b ? a : b; }

static int32_t side(struct corner a, struct corner b, int32_t x, int32_t y) {
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

/* A level edge bounds no row: it lies on the triangle's first row or on its last. */
static void add_edge(struct edges *edges, struct corner a, struct corner b, int32_t y) {
    int32_t step = a.y - b.y, sign = step > 0 ? -1 : 1;
    if (step == 0) return;
    int start = step > 0 ? 0 : 2, count = step > 0 ? edges->lefts++ : edges->rights++;
    for (int i = start + count; i < start + 2; i++) {
        edges->value[i] = sign * (side(a, b, 0, y) + 0.5);
        edges->next_row[i] = sign * (b.x - a.x);
        edges->reciprocal[i] = 1.0 / (sign * -step);
    }
}

/* Eight pixels from `pixels` on, of which the first `count` belong to the row. */
static void fill(int32_t *pixels, int32_t count, __m256d near, __m256d far, __m256d reciprocal,
                 __m256i number) {
    __m256i numbers = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), old = _mm256_loadu_si256((void *)pixels);
    __m128i first = _mm256_cvttpd_epi32(_mm256_mul_pd(near, reciprocal));
    __m128i last = _mm256_cvttpd_epi32(_mm256_mul_pd(far, reciprocal));
    __m256i made = _mm256_or_si256(_mm256_slli_epi32(_mm256_set_m128i(last, first), NUMBER_BITS), number);
    __m256i within = _mm256_cmpgt_epi32(_mm256_set1_epi32(count), numbers);
    made = _mm256_blendv_epi8(old, _mm256_min_epi32(made, old), within);
    _mm256_storeu_si256((void *)pixels, made);
}

static void fill_row(int32_t *pixels, int32_t count, double sum, double step, double reciprocal,
                     int32_t number) {
    __m256d steps = _mm256_set1_pd(step), reciprocals = _mm256_set1_pd(reciprocal);
    __m256d near = _mm256_fmadd_pd(steps, _mm256_setr_pd(0, 1, 2, 3), _mm256_set1_pd(sum));
    for (; count > 0; count -= LANES, pixels += LANES) {
        __m256d far = _mm256_fmadd_pd(steps, _mm256_set1_pd(4), near);
        fill(pixels, count, near, far, reciprocals, _mm256_set1_epi32(number));
        near = _mm256_fmadd_pd(steps, _mm256_set1_pd(8), near);
    }
}

static void draw(struct corner a, struct corner b, struct corner c, int32_t number) {
    int32_t area = side(a, b, c.x, c.y);
    if (area == 0) return;
    if (area < 0) {
        struct corner other = b;
        b = c;
        c = other;
        area = -area;
    }
    int32_t left = max(0, min(a.x, min(b.x, c.x))), right = min(width - 1, max(a.x, max(b.x, c.x)));
    int32_t top = max(0, min(a.y, min(b.y, c.y))), bottom = min(height - 1, max(a.y, max(b.y, c.y)));
    struct edges edges = {.lefts = 0};
    add_edge(&edges, b, c, top);
    add_edge(&edges, c, a, top);
    add_edge(&edges, a, b, top);
    __m256d values = _mm256_loadu_pd(edges.value), reciprocals = _mm256_loadu_pd(edges.reciprocal);
    double step = (double)(b.y - c.y) * a.z + (double)(c.y - a.y) * b.z + (double)(a.y - b.y) * c.z;
    double next_row = (double)(c.x - b.x) * a.z + (double)(a.x - c.x) * b.z + (double)(b.x - a.x) * c.z;
    double sum = (double)side(b, c, 0, top) * a.z + (double)side(c, a, 0, top) * b.z;
    sum += (double)side(a, b, 0, top) * c.z + 0.5;
    for (int32_t y = top; y <= bottom; y++) {
        int32_t ends[4];
        __m256d rounded = _mm256_floor_pd(_mm256_mul_pd(values, reciprocals));
        _mm_storeu_si128((void *)ends, _mm256_cvttpd_epi32(rounded));
        int32_t from = max(left, 1 + max(ends[0], ends[1])), to = min(right, min(ends[2], ends[3]));
        fill_row(keys + y * width + from, to - from + 1, sum + step * from, step, 1.0 / area, number);
        values = _mm256_add_pd(values, _mm256_loadu_pd(edges.next_row));
        sum += next_row;
    }
}

int main(void) {
    static struct corner corners[CHUNK][3];
    static int16_t fronts[MAX_SIDE];
    int32_t header[3];
    read_exactly(header, sizeof header);
    width = header[0];
    height = header[1];
    int32_t triangles = header[2];
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) return 1;
    if (triangles < 0 || triangles > MAX_TRIANGLES) return 1;
    for (int32_t i = 0; i < width * height; i++) keys[i] = INT32_MAX;
    for (int32_t first = 0; first < triangles; first += CHUNK) {
        int32_t count = min(CHUNK, triangles - first);
        read_exactly(corners, (size_t)count * sizeof *corners);
        for (int32_t i = 0; i < count; i++) draw(corners[i][0], corners[i][1], corners[i][2], first + i);
    }
    for (int32_t y = 0; y < height; y++) {
        /* The number of no triangle, 32767, is the number of the empty key. */
        for (int32_t x = 0; x < width; x++) {
            int32_t number = keys[y * width + x] & MAX_TRIANGLES;
            fronts[x] = (int16_t)(number == MAX_TRIANGLES ? -1 : number);
        }
        if (fwrite(fronts, sizeof *fronts, (size_t)width, stdout) != (size_t)width) return 1;
    }
    return fflush(stdout) != 0;
}
