/* K-means with everything a knob: how the nearest centre is searched for and what is computed of each, the layout of
 * centres, points that are searched for together, types, how clusters are summed up, when rounds end. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum {
    TWO_DISTANCES, ONE_DISTANCE, CUT_SHORT, BLOCKS, SEARCH = ${SEARCH},
    DIFFERENCES, PRODUCTS, MEASURE = ${MEASURE},
    OF_ALL, OF_EACH_LANE, LEAST = ${LEAST},
    EACH_ALLOCATED, IN_A_ROW, STORED = ${STORED},
    EACH_CLUSTER, ALL_AT_ONCE, CHANGES, SUMMED = ${SUMMED},
    ALL, UNTIL_UNCHANGED, ROUNDS = ${ROUNDS},
    NUMBERS, POINTS, READ = ${READ},
    LANES = ${LANES}, /* centres of a block, of which a coordinate lies side by side */
    STEP = ${COORDINATES_A_STEP}, /* so many of one centre lie side by side within that */
    TOGETHER = ${TOGETHER}, /* points that are compared with a centre or a block before the next one */
    VECTOR = 8, /* pairs that one instruction of x86-64 multiplies and adds, if they have 16 bits, and sums 32 */
    HAS_INSTRUCTION = STEP == 2 && LANES % VECTOR == 0 && ${COORDINATE_BITS} == 16 && ${TOTAL_BITS} == 32,
    MAX_POINTS = 1000000,
    MAX_COORDINATES = 128,
    MAX_CLUSTERS = 256,
    MAX_ROUNDS = 1000
};

typedef int${COORDINATE_BITS}_t coordinate;
typedef int${TOTAL_BITS}_t total;

static int n, d, k, steps, blocks;
static coordinate **points, *all_points;
static coordinate *factors; /* of each block of centres and each step, STEP coordinates of LANES centres */
static total *squares;      /* with PRODUCTS, |c|^2 of each centre; otherwise 0 */
static int32_t *centres, *clusters, *sums, *members;

static void *allocate(size_t count, size_t bytes) {
    void *memory = calloc(count, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void write_ints(const int32_t *from, size_t count) {
    if (fwrite(from, sizeof *from, count, stdout) != count) exit(1);
}

static coordinate *point(int i) {
    return STORED == IN_A_ROW ? all_points + (size_t)i * (size_t)(steps * STEP) : points[i];
}

static coordinate *factor(int cluster, int i) {
    return &factors[((cluster / LANES * steps + i / STEP) * LANES + cluster % LANES) * STEP + i % STEP];
}

/* A centre in the form in which it is compared. x is nearest to the centre c with the least |c|^2 - 2 c x. */
static void prepare(int cluster, const int32_t *centre) {
    total square = 0;
    for (int i = 0; i < d; i++) {
        int32_t c = centre[i];
        square += c * c;
        *factor(cluster, i) = (coordinate)(MEASURE == PRODUCTS ? -2 * c : c);
    }
    squares[cluster] = MEASURE == PRODUCTS ? square : 0;
}

/* What is missing of the last block repeats the first centre, which is found before. */
static void prepare_all(void) {
    for (int cluster = 0; cluster < blocks * LANES; cluster++)
        prepare(cluster, centres + (cluster < k ? cluster * d : 0));
}

static total contribution(coordinate x, coordinate c) {
    if (MEASURE == PRODUCTS) return (int32_t)x * c;
    total difference = (total)x - c;
    return difference * difference;
}

/* The measure of how far a point is from a centre; what is not less than `enough` may be any such number. */
static total distance(const coordinate *from, int cluster, total enough) {
    const coordinate *to = factor(cluster, 0);
    total sum = squares[cluster];
    for (int i = 0; i < d; i++) {
        sum += contribution(from[i], to[i / STEP * STEP * LANES + i % STEP]);
        if (SEARCH == CUT_SHORT && MEASURE == DIFFERENCES && sum >= enough) break; /* squares only add to it */
    }
    return sum;
}

static void search_one_by_one(const coordinate *from[TOGETHER], int found[TOGETHER]) {
    total least[TOGETHER];
    for (int p = 0; p < TOGETHER; p++) {
        found[p] = 0;
        least[p] = distance(from[p], 0, INT${TOTAL_BITS}_MAX);
    }
    for (int j = 1; j < k; j++) {
        for (int p = 0; p < TOGETHER; p++) {
            if (SEARCH == TWO_DISTANCES) least[p] = distance(from[p], found[p], INT${TOTAL_BITS}_MAX);
            total now = distance(from[p], j, least[p]);
            if (now < least[p]) {
                least[p] = now;
                found[p] = j;
            }
        }
    }
}

#if defined(__x86_64__)
/* Eight lanes at a time. */
static void add_pairs(void *totals, const coordinate *pair, const coordinate *step) {
    int32_t both;
    memcpy(&both, pair, sizeof both);
    __m256i x = _mm256_set1_epi32(both);
    for (int v = 0; v < LANES / VECTOR; v++) {
        __m256i c = _mm256_loadu_si256((const __m256i *)step + v), *to = (__m256i *)totals + v;
        __m256i difference = _mm256_sub_epi16(x, c);
        __m256i more = MEASURE == PRODUCTS ? _mm256_madd_epi16(x, c) : _mm256_madd_epi16(difference, difference);
        _mm256_storeu_si256(to, _mm256_add_epi32(_mm256_loadu_si256(to), more));
    }
}
#endif

static void add_step(total totals[LANES], const coordinate *x, const coordinate *step) {
#if defined(__x86_64__)
    if (HAS_INSTRUCTION) {
        add_pairs(totals, x, step);
        return;
    }
#endif
    for (int l = 0; l < LANES; l++)
        for (int i = 0; i < STEP; i++) totals[l] += contribution(x[i], step[l * STEP + i]);
}

static void keep_less(total least[LANES], total best[LANES], const total totals[LANES], int block) {
    for (int l = 0; l < LANES; l++) {
        int better = totals[l] < least[l];
        least[l] = better ? totals[l] : least[l];
        best[l] = better ? block : best[l];
    }
}

static int lowest_of_least(const total least[LANES], const total best[LANES]) {
    int found = 0;
    for (int l = 1; l < LANES; l++)
        if (least[l] < least[found] || (least[l] == least[found] && best[l] < best[found])) found = l;
    return (int)best[found] * LANES + found;
}

static void search_blocks(const coordinate *from[TOGETHER], int found[TOGETHER]) {
    total least[TOGETHER][LANES], best[TOGETHER][LANES];
    for (int p = 0; p < TOGETHER; p++) {
        found[p] = 0;
        for (int l = 0; l < LANES; l++) {
            least[p][l] = INT${TOTAL_BITS}_MAX;
            best[p][l] = 0;
        }
    }
    for (int block = 0; block < blocks; block++) {
        total totals[TOGETHER][LANES];
        const coordinate *step = factors + block * steps * LANES * STEP;
        for (int p = 0; p < TOGETHER; p++) memcpy(totals[p], squares + block * LANES, sizeof totals[p]);
        for (int i = 0; i < steps; i++, step += LANES * STEP)
            for (int p = 0; p < TOGETHER; p++) add_step(totals[p], from[p] + i * STEP, step);
        for (int p = 0; p < TOGETHER; p++) {
            if (LEAST == OF_EACH_LANE) keep_less(least[p], best[p], totals[p], block);
            for (int l = 0; LEAST == OF_ALL && l < LANES; l++) {
                if (totals[p][l] >= least[p][0]) continue;
                least[p][0] = totals[p][l];
                found[p] = block * LANES + l;
            }
        }
    }
    for (int p = 0; LEAST == OF_EACH_LANE && p < TOGETHER; p++) found[p] = lowest_of_least(least[p], best[p]);
}

static void add_point(int i, int cluster, int32_t sign) {
    const coordinate *from = point(i);
    for (int j = 0; j < d; j++) sums[cluster * d + j] += sign * from[j];
    members[cluster] += sign;
}

/* Whether it is another cluster than before. */
static int assign(int i, int cluster) {
    if (clusters[i] == cluster) return 0;
    if (SUMMED == CHANGES) {
        if (clusters[i] >= 0) add_point(i, clusters[i], -1);
        add_point(i, cluster, 1);
    }
    clusters[i] = cluster;
    return 1;
}

static int assign_points(void) {
    int changed = 0;
    for (int i = 0; i < n; i += TOGETHER) {
        const coordinate *from[TOGETHER];
        int found[TOGETHER];
        for (int p = 0; p < TOGETHER; p++) from[p] = point(i + p);
        (SEARCH == BLOCKS ? search_blocks : search_one_by_one)(from, found);
        for (int p = 0; p < TOGETHER && i + p < n; p++) changed |= assign(i + p, found[p]);
    }
    return changed;
}

static void sum_up(void) {
    if (SUMMED == CHANGES) return;
    memset(sums, 0, (size_t)(k * d) * sizeof *sums);
    memset(members, 0, (size_t)k * sizeof *members);
    for (int cluster = 0; SUMMED == EACH_CLUSTER && cluster < k; cluster++)
        for (int i = 0; i < n; i++)
            if (clusters[i] == cluster) add_point(i, cluster, 1);
    for (int i = 0; SUMMED == ALL_AT_ONCE && i < n; i++) add_point(i, clusters[i], 1);
}

static void move_centres(void) {
    sum_up();
    for (int cluster = 0; cluster < k; cluster++) {
        int32_t count = members[cluster];
        for (int i = 0; count > 0 && i < d; i++) {
            int32_t sum = sums[cluster * d + i];
            centres[cluster * d + i] = sum / count - (sum % count < 0);
        }
    }
    prepare_all();
}

/* There are some more than n, so that they are complete groups; they are zeros. */
static void make_points(void) {
    size_t row = (size_t)(steps * STEP), count = (size_t)n + TOGETHER;
    if (STORED == IN_A_ROW) all_points = allocate(count * row, sizeof *all_points);
    else points = allocate(count, sizeof *points);
    for (size_t i = 0; STORED == EACH_ALLOCATED && i < count; i++) points[i] = allocate(row, sizeof **points);
}

static void read_points(void) {
    int16_t numbers[MAX_COORDINATES];
    for (int i = 0; i < n; i++) {
        if (READ == POINTS) read_exactly(numbers, (size_t)d * sizeof *numbers);
        for (int j = 0; j < d; j++) {
            if (READ == NUMBERS) read_exactly(&numbers[j], sizeof *numbers);
            point(i)[j] = numbers[j];
        }
    }
}

static void begin_centres(void) {
    for (int cluster = 0; cluster < k; cluster++)
        for (int i = 0; i < d; i++) centres[cluster * d + i] = point(cluster % n)[i];
    prepare_all();
}

int main(void) {
    int32_t header[4];
    read_exactly(header, sizeof header);
    n = header[0];
    d = header[1];
    k = header[2];
    if (n < 1 || n > MAX_POINTS || d < 1 || d > MAX_COORDINATES || k < 1 || k > MAX_CLUSTERS) return 1;
    if (header[3] < 1 || header[3] > MAX_ROUNDS) return 1;
    steps = (d + STEP - 1) / STEP;
    blocks = (k + LANES - 1) / LANES;
    make_points();
    factors = allocate((size_t)(blocks * steps) * LANES * STEP, sizeof *factors);
    squares = allocate((size_t)blocks * LANES, sizeof *squares);
    centres = allocate((size_t)(k * d), sizeof *centres);
    sums = allocate((size_t)(k * d), sizeof *sums);
    members = allocate((size_t)k, sizeof *members);
    clusters = allocate((size_t)n, sizeof *clusters);
    memset(clusters, -1, (size_t)n * sizeof *clusters);
    read_points();
    begin_centres();
    for (int left = header[3]; left > 0; left--) {
        if (!assign_points() && ROUNDS == UNTIL_UNCHANGED) break;
        move_centres();
    }
    write_ints(clusters, (size_t)n);
    write_ints(centres, (size_t)(k * d));
    return fflush(stdout) != 0;
}
