/* Edit distances: a single row of the table, along which nothing is added. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_PAIRS = 1000000, MAX_LENGTH = 2000 };

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static size_t read_number(int32_t most) {
    int32_t number;
    read_exactly(&number, sizeof number);
    if (number < 0 || number > most) exit(1);
    return (size_t)number;
}

static void *allocate(size_t bytes) {
    void *memory = malloc(bytes ? bytes : 1);
    if (memory == NULL) exit(1);
    return memory;
}

static unsigned char *read_string(size_t length) {
    unsigned char *string = allocate(length);
    read_exactly(string, length);
    return string;
}

static int32_t smaller(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static int32_t distance(const unsigned char *a, size_t n, const unsigned char *b, size_t m) {
    /* Each cell less the number of its column: a step to the right is free. */
    static int32_t row[MAX_LENGTH + 1];
    for (size_t j = 0; j <= m; j++) row[j] = 0;
    for (size_t i = 0; i < n; i++) {
        int32_t diagonal = row[0], left = ++row[0];
        for (size_t j = 1; j <= m; j++) {
            int32_t above = row[j];
            left = smaller(left, smaller(above + 1, diagonal - (a[i] == b[j - 1])));
            row[j] = left;
            diagonal = above;
        }
    }
    return row[m] + (int32_t)m;
}

int main(void) {
    for (size_t pairs = read_number(MAX_PAIRS); pairs > 0; pairs--) {
        size_t n = read_number(MAX_LENGTH), m = read_number(MAX_LENGTH);
        unsigned char *a = read_string(n), *b = read_string(m);
        int32_t found = distance(a, n, b, m);
        if (fwrite(&found, sizeof found, 1, stdout) != 1) return 1;
        free(a);
        free(b);
    }
    return fflush(stdout) != 0;
}
