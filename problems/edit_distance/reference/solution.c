/* Edit distances: the whole table of each pair, row by row, in memory of its own. */
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

__attribute__((noinline)) /* the same code, whatever it is called from */
static void fill(int32_t *table, const unsigned char *a, size_t n, const unsigned char *b, size_t m) {
    size_t width = m + 1;
    for (size_t i = 0; i <= n; i++) table[i * width] = (int32_t)i;
    for (size_t j = 0; j <= m; j++) table[j] = (int32_t)j;
    for (size_t i = 1; i <= n; i++) {
        for (size_t j = 1; j <= m; j++) {
            int32_t removed = table[(i - 1) * width + j] + 1;
            int32_t inserted = table[i * width + j - 1] + 1;
            int32_t replaced = table[(i - 1) * width + j - 1] + (a[i - 1] != b[j - 1]);
            table[i * width + j] = smaller(smaller(removed, inserted), replaced);
        }
    }
}

static int32_t distance(const unsigned char *a, size_t n, const unsigned char *b, size_t m) {
    int32_t *table = allocate((n + 1) * (m + 1) * sizeof *table);
    fill(table, a, n, b, m);
    int32_t found = table[n * (m + 1) + m];
    free(table);
    return found;
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
