/* A binary search for each query. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_COUNT = 5000000 };

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t least, int32_t most) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < least || value > most) exit(1);
    return value;
}

static int32_t *read_ints(int32_t count) {
    int32_t *ints = malloc((size_t)count * sizeof *ints + 1);
    if (ints == NULL) exit(1);
    read_exactly(ints, (size_t)count * sizeof *ints);
    return ints;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static int32_t lower_bound(const int32_t *numbers, int32_t n, int32_t query) {
    int32_t low = 0, high = n;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (numbers[middle] < query)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int main(void) {
    int32_t n = read_int(0, MAX_COUNT), q = read_int(0, MAX_COUNT);
    int32_t *numbers = read_ints(n), *queries = read_ints(q);
    for (int32_t i = 0; i < q; i++) queries[i] = lower_bound(numbers, n, queries[i]);
    return fwrite(queries, sizeof *queries, (size_t)q, stdout) != (size_t)q || fflush(stdout) != 0;
}
