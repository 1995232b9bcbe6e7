/* Moving median: values are found in a sorted window by halving, and what lies between is moved at once. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_VALUES = 4000000, WIDEST = 65535 };

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int compare(const void *one, const void *other) {
    return *(const uint16_t *)one - *(const uint16_t *)other;
}

/* Index of the first value that is not smaller. */
static size_t find(const uint16_t *window, size_t width, uint16_t value) {
    size_t low = 0, high = width;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (window[middle] < value) low = middle + 1;
        else high = middle;
    }
    return low;
}

static void replace(uint16_t *window, size_t width, uint16_t oldest, uint16_t newest) {
    size_t from = find(window, width, oldest), to = find(window, width, newest);
    if (to > from) {
        to--;
        memmove(window + from, window + from + 1, (to - from) * sizeof *window);
    } else {
        memmove(window + to + 1, window + to, (from - to) * sizeof *window);
    }
    window[to] = newest;
}

int main(void) {
    int32_t header[2];
    read_exactly(header, sizeof header);
    if (header[0] < 1 || header[0] > MOST_VALUES) return 1;
    if (header[1] < 1 || header[1] > WIDEST || header[1] % 2 == 0 || header[1] > header[0]) return 1;
    size_t n = (size_t)header[0], width = (size_t)header[1], count = n - width + 1;
    uint16_t *values = malloc(n * sizeof *values), *window = malloc(width * sizeof *window);
    uint16_t *medians = malloc(count * sizeof *medians);
    if (values == NULL || window == NULL || medians == NULL) return 1;
    read_exactly(values, n * sizeof *values);
    memcpy(window, values, width * sizeof *window);
    qsort(window, width, sizeof *window, compare);
    medians[0] = window[width / 2];
    for (size_t i = 1; i < count; i++) {
        replace(window, width, values[i - 1], values[i - 1 + width]);
        medians[i] = window[width / 2];
    }
    return fwrite(medians, sizeof *medians, count, stdout) != count || fflush(stdout) != 0;
}
