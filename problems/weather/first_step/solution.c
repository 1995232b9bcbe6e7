/* Lines are read and cut by the library, and temperatures parsed by hand; stations are in a hash table with
 * chains. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1024, MAX_LINE = 64 };

struct station {
    char *name;
    long sum, count, least, most; /* in tenths */
    struct station *next;
};

static struct station *buckets[BUCKETS];
static size_t station_count;

static void *checked(void *memory) {
    if (memory == NULL) exit(1);
    return memory;
}

static unsigned bucket_of(const char *name) {
    unsigned hash = 5381;
    for (; *name != '\0'; name++) hash = hash * 33 + (unsigned char)*name;
    return hash % BUCKETS;
}

/* The station with a name, which is made if it is new. */
static struct station *find(const char *name) {
    struct station **bucket = &buckets[bucket_of(name)];
    for (struct station *station = *bucket; station != NULL; station = station->next)
        if (strcmp(station->name, name) == 0) return station;
    struct station *station = checked(malloc(sizeof *station));
    *station = (struct station){.name = checked(strdup(name)), .least = 9999, .most = -9999, .next = *bucket};
    station_count++;
    return *bucket = station;
}

static long tenths_of(const char *text) {
    long tenths = 0, is_negative = *text == '-';
    for (text += is_negative; *text != '\n' && *text != '\0'; text++)
        if (*text != '.') tenths = tenths * 10 + (*text - '0');
    return is_negative ? -tenths : tenths;
}

static void record(char *line) {
    char *separator = strchr(line, ';');
    if (separator == NULL) exit(1);
    *separator = '\0';
    long tenths = tenths_of(separator + 1);
    struct station *station = find(line);
    station->sum += tenths;
    station->count++;
    if (tenths < station->least) station->least = tenths;
    if (tenths > station->most) station->most = tenths;
}

static int by_name(const void *a, const void *b) {
    return strcmp((*(struct station *const *)a)->name, (*(struct station *const *)b)->name);
}

static void print(char before, long tenths) {
    printf("%c%s%ld.%ld", before, tenths < 0 ? "-" : "", labs(tenths) / 10, labs(tenths) % 10);
}

static long mean_of(const struct station *station) {
    long dividend = 2 * station->sum + station->count, divisor = 2 * station->count;
    return dividend / divisor - (dividend % divisor < 0); /* rounded down */
}

int main(void) {
    char line[MAX_LINE];
    while (fgets(line, sizeof line, stdin) != NULL) record(line);
    struct station **stations = checked(malloc((station_count + 1) * sizeof *stations)), **end = stations;
    for (int i = 0; i < BUCKETS; i++)
        for (struct station *station = buckets[i]; station != NULL; station = station->next) *end++ = station;
    qsort(stations, station_count, sizeof *stations, by_name);
    for (size_t i = 0; i < station_count; i++) {
        printf("%s", stations[i]->name);
        print('=', stations[i]->least);
        print('/', mean_of(stations[i]));
        print('/', stations[i]->most);
        printf("\n");
    }
    return fflush(stdout) != 0;
}
