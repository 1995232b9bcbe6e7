/* Why it is fast: the nearest centre c of x has the least |c|^2 - 2 x c, which is computed by instructions
 * that multiply and add pairs of int16, for 32 centres and two points at a time: eight vectors of sums stay
 * in registers, and the points share what is loaded of the centres. The least of the 32 sums is found first,
 * and then which centre has it. Sums of clusters are kept, and changed only by points that go to another
 * cluster. When no point does, nothing changes any more, and the program ends. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_POINTS = 1000000,
    MAX_COORDINATES = 128,
    MAX_CLUSTERS = 256,
    MAX_ROUNDS = 1000,
    BLOCK = 32, /* centres that are compared with a point together */
    VECTORS = 4,
    POINTS = 2
};

static size_t n, d, k, pairs, blocks;
static int32_t *points; /* rows of pairs of coordinates */
static int32_t *clusters, *sums, *members, *centres;
static __m256i factors[MAX_CLUSTERS / BLOCK * MAX_COORDINATES / 2][VECTORS]; /* pairs of -2 c, by block */
static __m256i squares[MAX_CLUSTERS / BLOCK][VECTORS];                       /* |c|^2 */

static void *allocate(size_t count, size_t bytes) {
    void *memory = calloc(count, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int16_t *coordinates_of(size_t point) { return (int16_t *)(points + point * pairs); }

/* Centres lie in the lanes such that bytes are in the order of centres once four vectors are packed into one:
 * four centres in the lower half of each vector, then four in each upper half. */
static void spread_centre(size_t cluster) {
    size_t in_block = cluster % BLOCK;
    size_t vector = in_block / 4 % VECTORS, lane = in_block / 16 * 4 + in_block % 4;
    __m256i(*to)[VECTORS] = factors + cluster / BLOCK * pairs;
    int32_t square = 0;
    for (size_t i = 0; i < d; i++) {
        int32_t c = centres[cluster * d + i];
        square += c * c;
        ((int16_t *)&to[i / 2][vector])[2 * lane + i % 2] = (int16_t)(-2 * c);
    }
    ((int32_t *)&squares[cluster / BLOCK][vector])[lane] = square;
}

static void begin_centres(void) {
    /* Where there is no centre, none is nearest. */
    for (size_t i = 0; i < blocks; i++)
        for (int v = 0; v < VECTORS; v++) squares[i][v] = _mm256_set1_epi32(INT32_MAX);
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < d; j++) centres[i * d + j] = coordinates_of(i % n)[j];
        spread_centre(i);
    }
}

static void add_point(size_t point, int32_t cluster, int32_t sign) {
    int32_t *sum = sums + (size_t)cluster * d;
    const int16_t *from = coordinates_of(point);
    for (size_t i = 0; i < d; i++) sum[i] += sign * from[i];
    members[cluster] += sign;
}

static __m256i least_everywhere(__m256i v) {
    v = _mm256_min_epi32(v, _mm256_permute2x128_si256(v, v, 1));
    v = _mm256_min_epi32(v, _mm256_shuffle_epi32(v, 0x4e));
    return _mm256_min_epi32(v, _mm256_shuffle_epi32(v, 0xb1));
}

/* Takes the lowest centre of a block that is nearest, if it is nearer than those of the blocks before. */
static void take_nearer(const __m256i distances[VECTORS], int32_t first, int32_t *least, int32_t *nearest) {
    __m256i all = least_everywhere(_mm256_min_epi32(_mm256_min_epi32(distances[0], distances[1]),
                                                    _mm256_min_epi32(distances[2], distances[3])));
    if (_mm256_cvtsi256_si32(all) >= *least) return;
    __m256i equal[VECTORS];
    for (int i = 0; i < VECTORS; i++) equal[i] = _mm256_cmpeq_epi32(distances[i], all);
    __m256i low = _mm256_packs_epi32(equal[0], equal[1]), high = _mm256_packs_epi32(equal[2], equal[3]);
    unsigned nearest_of_block = (unsigned)_mm256_movemask_epi8(_mm256_packs_epi16(low, high));
    *least = _mm256_cvtsi256_si32(all);
    *nearest = first + __builtin_ctz(nearest_of_block);
}

/* The nearest centres of two points, whose rows lie one behind the other. */
static void find_nearest(const int32_t *rows, int32_t found[POINTS]) {
    int32_t least[POINTS] = {INT32_MAX, INT32_MAX};
    for (size_t block = 0; block < blocks; block++) {
        __m256i(*centre)[VECTORS] = factors + block * pairs, one[VECTORS], other[VECTORS];
        for (int v = 0; v < VECTORS; v++) one[v] = other[v] = squares[block][v];
        for (size_t i = 0; i < pairs; i++) {
            __m256i of_one = _mm256_set1_epi32(rows[i]), of_other = _mm256_set1_epi32(rows[pairs + i]);
#pragma GCC unroll 4
            for (int v = 0; v < VECTORS; v++) {
                one[v] = _mm256_add_epi32(one[v], _mm256_madd_epi16(of_one, centre[i][v]));
                other[v] = _mm256_add_epi32(other[v], _mm256_madd_epi16(of_other, centre[i][v]));
            }
        }
        take_nearer(one, (int32_t)block * BLOCK, &least[0], &found[0]);
        take_nearer(other, (int32_t)block * BLOCK, &least[1], &found[1]);
    }
}

static int assign_points(void) {
    int changed = 0;
    for (size_t i = 0; i < n; i += POINTS) {
        int32_t found[POINTS];
        find_nearest(points + i * pairs, found);
        for (size_t p = 0; p < POINTS && i + p < n; p++) {
            int32_t *cluster = &clusters[i + p];
            if (*cluster == found[p]) continue;
            if (*cluster >= 0) add_point(i + p, *cluster, -1);
            add_point(i + p, found[p], 1);
            *cluster = found[p];
            changed = 1;
        }
    }
    return changed;
}

static void move_centres(void) {
    for (size_t i = 0; i < k; i++) {
        if (members[i] == 0) continue;
        for (size_t j = 0; j < d; j++) {
            int32_t sum = sums[i * d + j];
            centres[i * d + j] = sum / members[i] - (sum % members[i] < 0);
        }
        spread_centre(i);
    }
}

static void read_points(void) {
    points = allocate((n + POINTS) * pairs, sizeof *points);
    if (d % 2 == 0) {
        read_exactly(points, n * d * sizeof(int16_t));
        return;
    }
    for (size_t i = 0; i < n; i++) read_exactly(coordinates_of(i), d * sizeof(int16_t));
}

int main(void) {
    int32_t header[4];
    read_exactly(header, sizeof header);
    if (header[0] < 1 || header[0] > MAX_POINTS || header[1] < 1 || header[1] > MAX_COORDINATES) return 1;
    if (header[2] < 1 || header[2] > MAX_CLUSTERS || header[3] < 1 || header[3] > MAX_ROUNDS) return 1;
    n = (size_t)header[0];
    d = (size_t)header[1];
    k = (size_t)header[2];
    pairs = (d + 1) / 2;
    blocks = (k + BLOCK - 1) / BLOCK;
    read_points();
    clusters = allocate(n, sizeof *clusters);
    memset(clusters, -1, n * sizeof *clusters);
    centres = allocate(k * d, sizeof *centres);
    sums = allocate(k * d, sizeof *sums);
    members = allocate(k, sizeof *members);
    begin_centres();
    for (int32_t left = header[3]; left > 0 && assign_points(); left--) move_centres();
    if (fwrite(clusters, sizeof *clusters, n, stdout) != n) return 1;
    return fwrite(centres, sizeof *centres, k * d, stdout) != k * d || fflush(stdout) != 0;
}
