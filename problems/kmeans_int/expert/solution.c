/* Why it is fast: the nearest centre c of x has the least |c|^2 - 2 x c, which is computed for eight centres
 * at a time, of which a coordinate lies side by side; four points share what is loaded of the centres. Sums
 * of clusters are kept, and changed only by points that go to another cluster. When no point does, nothing
 * changes any more, and the program ends. */
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

typedef int32_t vector __attribute__((vector_size(4 * LANES)));

static size_t n, d, k, blocks;
static int32_t *points; /* rows of coordinates */
static int32_t *clusters, *sums, *members, *centres;
static vector factors[MAX_CLUSTERS / LANES * MAX_COORDINATES]; /* -2 c, of each block */
static vector squares[MAX_CLUSTERS / LANES];                  /* |c|^2 */

static void *allocate(size_t count, size_t bytes) {
    void *memory = calloc(count, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void spread_centre(size_t cluster) {
    vector *to = &factors[cluster / LANES * d];
    int32_t square = 0;
    for (size_t i = 0; i < d; i++) {
        int32_t c = centres[cluster * d + i];
        square += c * c;
        to[i][cluster % LANES] = -2 * c;
    }
    squares[cluster / LANES][cluster % LANES] = square;
}

static void begin_centres(void) {
    /* Where there is no centre, none is nearest. */
    for (size_t i = 0; i < blocks; i++) squares[i] = (vector){0} + INT32_MAX;
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < d; j++) centres[i * d + j] = points[i % n * d + j];
        spread_centre(i);
    }
}

static void add_point(size_t point, int32_t cluster, int32_t sign) {
    int32_t *sum = sums + (size_t)cluster * d;
    const int32_t *from = points + point * d;
    for (size_t i = 0; i < d; i++) sum[i] += sign * from[i];
    members[cluster] += sign;
}

/* Of the centres that are nearest in each lane, the nearest one with the lowest number. */
static int32_t lowest_of_least(vector least, vector best) {
    int lane = 0;
    for (int l = 1; l < LANES; l++)
        if (least[l] < least[lane] || (least[l] == least[lane] && best[l] < best[lane])) lane = l;
    return best[lane];
}

/* The nearest centres of some points, whose rows lie one behind the other. */
static void find_nearest(const int32_t *rows, int32_t *found) {
    vector least[POINTS], best[POINTS], number = {0, 1, 2, 3, 4, 5, 6, 7};
    for (int p = 0; p < POINTS; p++) {
        least[p] = (vector){0} + INT32_MAX;
        best[p] = (vector){0};
    }
    for (size_t block = 0; block < blocks; block++) {
        vector total[POINTS];
#pragma GCC unroll 4
        for (int p = 0; p < POINTS; p++) total[p] = squares[block];
        for (size_t i = 0; i < d; i++)
#pragma GCC unroll 4
            for (size_t p = 0; p < POINTS; p++) total[p] += factors[block * d + i] * rows[p * d + i];
#pragma GCC unroll 4
        for (int p = 0; p < POINTS; p++) {
            vector better = least[p] > total[p];
            least[p] = (better & total[p]) | (~better & least[p]);
            best[p] = (better & number) | (~better & best[p]);
        }
        number += LANES;
    }
    for (int p = 0; p < POINTS; p++) found[p] = lowest_of_least(least[p], best[p]);
}

static int assign_points(void) {
    int changed = 0;
    for (size_t i = 0; i < n; i += POINTS) {
        int32_t found[POINTS];
        find_nearest(points + i * d, found);
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
    int16_t row[MAX_COORDINATES];
    points = allocate((n + POINTS) * d, sizeof *points);
    for (size_t i = 0; i < n; i++) {
        read_exactly(row, d * sizeof *row);
        for (size_t j = 0; j < d; j++) points[i * d + j] = row[j];
    }
}

int main(void) {
    int32_t header[4];
    read_exactly(header, sizeof header);
    if (header[0] < 1 || header[0] > MAX_POINTS || header[1] < 1 || header[1] > MAX_COORDINATES) return 1;
    if (header[2] < 1 || header[2] > MAX_CLUSTERS || header[3] < 1 || header[3] > MAX_ROUNDS) return 1;
    n = (size_t)header[0];
    d = (size_t)header[1];
    k = (size_t)header[2];
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
