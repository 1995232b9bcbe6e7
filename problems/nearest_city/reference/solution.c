/* The nearest city of each place: the haversine formula for every pair. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_COUNT = 100000 };

struct place {
    double latitude, longitude; /* in degrees */
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static double radians(double degrees) { return degrees * M_PI / 180; }

static double angle(struct place a, struct place b) {
    double north = sin(radians(b.latitude - a.latitude) / 2);
    double east = sin(radians(b.longitude - a.longitude) / 2);
    double haversine = north * north + cos(radians(a.latitude)) * cos(radians(b.latitude)) * east * east;
    return 2 * asin(fmin(1, sqrt(haversine)));
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static int32_t nearest(struct place place, const struct place *cities, int32_t count) {
    int32_t best = 0;
    double least = angle(place, cities[0]);
    for (int32_t i = 1; i < count; i++) {
        double now = angle(place, cities[i]);
        if (now < least) {
            least = now;
            best = i;
        }
    }
    return best;
}

int main(void) {
    int32_t header[2];
    read_exactly(header, sizeof header);
    int32_t count = header[0], places = header[1];
    if (count < 1 || count > MAX_COUNT || places < 0 || places > MAX_COUNT) return 1;
    struct place *cities = malloc((size_t)count * sizeof *cities);
    if (cities == NULL) return 1;
    read_exactly(cities, (size_t)count * sizeof *cities);
    for (; places > 0; places--) {
        struct place place;
        read_exactly(&place, sizeof place);
        int32_t best = nearest(place, cities, count);
        if (fwrite(&best, sizeof best, 1, stdout) != 1) return 1;
    }
    free(cities);
    return fflush(stdout) != 0;
}
