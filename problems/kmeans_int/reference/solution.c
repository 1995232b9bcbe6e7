/* K-means with integers: each point is compared with one centre after another; centres move to the means. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_POINTS = 1000000, MAX_COORDINATES = 128, MAX_CLUSTERS = 256, MAX_ROUNDS = 1000 };

static int32_t n, d, k;
static int16_t **points;
static int32_t **centres, *clusters;

static void *allocate(size_t count, size_t bytes) {
    void *memory = calloc(count, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void write_ints(const int32_t *from, int32_t count) {
    if (fwrite(from, sizeof *from, (size_t)count, stdout) != (size_t)count) exit(1);
}

static int32_t distance(const int16_t *point, const int32_t *centre) {
    int32_t sum = 0;
    for (int32_t i = 0; i < d; i++) {
        int32_t difference = point[i] - centre[i];
        sum += difference * difference;
    }
    return sum;
}

static int is_nearer(const int16_t *point, const int32_t *centre, const int32_t *other) {
    return distance(point, centre) < distance(point, other);
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void assign_points(void) {
    for (int32_t i = 0; i < n; i++) {
        int32_t best = 0;
        for (int32_t j = 1; j < k; j++)
            if (is_nearer(points[i], centres[j], centres[best])) best = j;
        clusters[i] = best;
    }
}

static int32_t rounded_down(int64_t sum, int32_t count) {
    return (int32_t)(sum / count - (sum % count < 0));
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void move_centre(int32_t cluster) {
    int64_t sums[MAX_COORDINATES] = {0};
    int32_t members = 0;
    for (int32_t i = 0; i < n; i++) {
        if (clusters[i] != cluster) continue;
        members++;
        for (int32_t j = 0; j < d; j++) sums[j] += points[i][j];
    }
    for (int32_t j = 0; members > 0 && j < d; j++) centres[cluster][j] = rounded_down(sums[j], members);
}

int main(void) {
    int32_t header[4];
    read_exactly(header, sizeof header);
    n = header[0];
    d = header[1];
    k = header[2];
    int32_t rounds = header[3];
    if (n < 1 || n > MAX_POINTS || d < 1 || d > MAX_COORDINATES || k < 1 || k > MAX_CLUSTERS) return 1;
    if (rounds < 1 || rounds > MAX_ROUNDS) return 1;
    points = allocate((size_t)n, sizeof *points);
    centres = allocate((size_t)k, sizeof *centres);
    clusters = allocate((size_t)n, sizeof *clusters);
    for (int32_t i = 0; i < n; i++) {
        points[i] = allocate((size_t)d, sizeof *points[i]);
        read_exactly(points[i], (size_t)d * sizeof *points[i]);
    }
    for (int32_t i = 0; i < k; i++) {
        centres[i] = allocate((size_t)d, sizeof *centres[i]);
        for (int32_t j = 0; j < d; j++) centres[i][j] = points[i % n][j];
    }
    for (; rounds > 0; rounds--) {
        assign_points();
        for (int32_t i = 0; i < k; i++) move_centre(i);
    }
    write_ints(clusters, n);
    for (int32_t i = 0; i < k; i++) write_ints(centres[i], d);
    return fflush(stdout) != 0;
}
