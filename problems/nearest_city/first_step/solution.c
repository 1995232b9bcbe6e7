/* The nearest city of each place: the haversine formula for every pair, with cosines computed once. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_COUNT = 100000 };

struct place {
    double latitude, longitude; /* in radians */
    double cosine;              /* of the latitude */
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static double radians(double degrees) { return degrees * M_PI / 180; }

static struct place read_place(void) {
    double degrees[2];
    read_exactly(degrees, sizeof degrees);
    return (struct place){radians(degrees[0]), radians(degrees[1]), cos(radians(degrees[0]))};
}

static double angle(struct place a, struct place b) {
    double north = sin((b.latitude - a.latitude) / 2);
    double east = sin((b.longitude - a.longitude) / 2);
    double haversine = north * north + a.cosine * b.cosine * east * east;
    return 2 * asin(fmin(1, sqrt(haversine)));
}

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
    for (int32_t i = 0; i < count; i++) cities[i] = read_place();
    for (; places > 0; places--) {
        int32_t best = nearest(read_place(), cities, count);
        if (fwrite(&best, sizeof best, 1, stdout) != 1) return 1;
    }
    free(cities);
    return fflush(stdout) != 0;
}
