/* Why it is fast: the nearest centre c of x has the least |c|^2 - 2 x c, which is computed for eight centres
 * at a time by instructions that multiply and add pairs of int16; four points share what is loaded of the
 * centres. Sums of clusters are kept, and changed only by points that go to another cluster. When no point
 * does, nothing changes any more, and the program ends. */
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
    LANES = 8,
    POINTS = 4
};

static size_t n, d, k, pairs, blocks;
static int32_t *points; /* rows of pairs of coordinates */
static int32_t *clusters, *sums, *members, *centres;
static __m256i factors[MAX_CLUSTERS / LANES * MAX_COORDINATES / 2]; /* pairs of -2 c, of each block */
static __m256i squares[MAX_CLUSTERS / LANES];                      /* |c|^2 */

static void *allocate(size_t count, size_t bytes) {
    void *memory = calloc(count, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int16_t *coordinates_of(size_t point) { return (int16_t *)(points + point * pairs); }

static void spread_centre(size_t cluster) {
    int16_t *to = (int16_t *)&factors[cluster / LANES * pairs] + 2 * (cluster % LANES);
    int32_t square = 0;
    for (size_t i = 0; i < d; i++) {
        int32_t c = centres[cluster * d + i];
        square += c * c;
        to[i / 2 * (2 * LANES) + i % 2] = (int16_t)(-2 * c);
    }
    ((int32_t *)squares)[cluster] = square;
}

static void begin_centres(void) {
    /* Where there is no centre, none is nearest. */
    for (size_t i = 0; i < blocks; i++) squares[i] = _mm256_set1_epi32(INT32_MAX);
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

static int32_t lowest_of_least(__m256i least, __m256i best) {
    __m256i others =
        _mm256_xor_si256(_mm256_cmpeq_epi32(least, least_everywhere(least)), _mm256_set1_epi32(-1));
    best = _mm256_or_si256(best, _mm256_srli_epi32(others, 1));
    return _mm256_cvtsi256_si32(least_everywhere(best));
}

/* The nearest centres of some points, whose rows lie one behind the other. */
static void find_nearest(const int32_t *rows, int32_t *found) {
    __m256i least[POINTS], best[POINTS], number = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    for (int p = 0; p < POINTS; p++) {
        least[p] = _mm256_set1_epi32(INT32_MAX);
        best[p] = _mm256_setzero_si256();
    }
    for (size_t block = 0; block < blocks; block++) {
        __m256i total[POINTS];
        for (int p = 0; p < POINTS; p++) total[p] = squares[block];
        for (size_t i = 0; i < pairs; i++)
            for (int p = 0; p < POINTS; p++)
                total[p] = _mm256_add_epi32(
                    total[p], _mm256_madd_epi16(factors[block * pairs + i],
                                                _mm256_set1_epi32(rows[(size_t)p * pairs + i])));
        for (int p = 0; p < POINTS; p++) {
            __m256i better = _mm256_cmpgt_epi32(least[p], total[p]);
            least[p] = _mm256_blendv_epi8(least[p], total[p], better);
            best[p] = _mm256_blendv_epi8(best[p], number, better);
        }
        number = _mm256_add_epi32(number, _mm256_set1_epi32(LANES));
    }
    for (int p = 0; p < POINTS; p++) found[p] = lowest_of_least(least[p], best[p]);
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
    blocks = (k + LANES - 1) / LANES;
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
