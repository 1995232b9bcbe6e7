/* For each value of a list, count the later values that are smaller, by comparing it with each of them. */
// TODO: solve your own problem in a naive way; the output of this program is right by definition
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_N = 1000000 };

__attribute__((noinline)) /* so that its code does not depend on its caller */
static void count_smaller(int32_t n, const int32_t *x, int32_t *counts) {
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = i + 1; j < n; j++) {
            if (x[j] < x[i]) counts[i]++;
        }
    }
}

int main(void) {
    int32_t n;
    if (fread(&n, sizeof n, 1, stdin) != 1 || n < 1 || n > MAX_N) return 1;
    int32_t *x = malloc((size_t)n * sizeof *x), *counts = calloc((size_t)n, sizeof *counts);
    if (x == NULL || counts == NULL) return 1;
    if (fread(x, sizeof *x, (size_t)n, stdin) != (size_t)n) return 1;
    count_smaller(n, x, counts);
    if (fwrite(counts, sizeof *counts, (size_t)n, stdout) != (size_t)n || fflush(stdout) != 0) return 1;
    free(x);
    free(counts);
    return 0;
}
