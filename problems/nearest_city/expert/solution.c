/* Why it is fast: of two cities, the nearer one has the larger scalar product with the place, as unit
 * vectors. So sines and cosines are needed once for each city and place, and a pair costs three
 * multiplications. Four cities are taken at a time; each lane keeps its own best, and lanes are compared at
 * the end. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_COUNT = 100000, LANES = 4, CHUNK = 1024 };

typedef double reals __attribute__((vector_size(8 * LANES)));
typedef int64_t numbers __attribute__((vector_size(8 * LANES)));

struct place {
    double latitude, longitude; /* in degrees */
};

struct direction {
    double x, y, z;
};

struct group {
    reals x, y, z;
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static struct direction direction_of(struct place place) {
    double latitude = place.latitude * M_PI / 180, longitude = place.longitude * M_PI / 180;
    double across = cos(latitude);
    return (struct direction){across * cos(longitude), across * sin(longitude), sin(latitude)};
}

static void read_cities(struct group *groups, size_t count) {
    struct direction first = {0};
    for (size_t i = 0; i < count; i++) {
        struct place place;
        read_exactly(&place, sizeof place);
        struct direction city = direction_of(place);
        if (i == 0) first = city;
        struct group *group = &groups[i / LANES];
        group->x[i % LANES] = city.x;
        group->y[i % LANES] = city.y;
        group->z[i % LANES] = city.z;
    }
    /* What fills up the last lanes is never better than the first city, and has a higher number. */
    for (size_t i = count; i % LANES != 0; i++) {
        groups[i / LANES].x[i % LANES] = first.x;
        groups[i / LANES].y[i % LANES] = first.y;
        groups[i / LANES].z[i % LANES] = first.z;
    }
}

static int32_t nearest(struct direction to, const struct group *groups, size_t count) {
    reals most = {-2, -2, -2, -2};
    numbers best = {0}, now = {0, 1, 2, 3};
    for (size_t i = 0; i < count; i++, now += LANES) {
        reals product = groups[i].x * to.x + groups[i].y * to.y + groups[i].z * to.z;
        numbers better = product > most;
        most = (reals)((better & (numbers)product) | (~better & (numbers)most));
        best = (better & now) | (~better & best);
    }
    int lane = 0;
    for (int i = 1; i < LANES; i++)
        if (most[i] > most[lane] || (most[i] == most[lane] && best[i] < best[lane])) lane = i;
    return (int32_t)best[lane];
}

int main(void) {
    static struct place places[CHUNK];
    static int32_t answers[CHUNK];
    int32_t header[2];
    read_exactly(header, sizeof header);
    if (header[0] < 1 || header[0] > MAX_COUNT || header[1] < 0 || header[1] > MAX_COUNT) return 1;
    size_t cities = (size_t)header[0], left = (size_t)header[1], count = (cities + LANES - 1) / LANES;
    struct group *groups = aligned_alloc(sizeof(reals), count * sizeof *groups);
    if (groups == NULL) return 1;
    read_cities(groups, cities);
    while (left > 0) {
        size_t some = left < CHUNK ? left : CHUNK;
        read_exactly(places, some * sizeof *places);
        for (size_t i = 0; i < some; i++) answers[i] = nearest(direction_of(places[i]), groups, count);
        if (fwrite(answers, sizeof *answers, some, stdout) != some) return 1;
        left -= some;
    }
    return fflush(stdout) != 0;
}
