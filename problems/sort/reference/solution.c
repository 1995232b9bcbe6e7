/* Merge sort with a comparison function. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_N = 10000000 };

typedef int (*comparison)(float a, float b);

/* Ascending; -0.0 before +0.0; NaNs last and all alike. */
static int compare(float a, float b) {
    int a_is_nan = isnan(a) != 0, b_is_nan = isnan(b) != 0;
    if (a_is_nan || b_is_nan) return a_is_nan - b_is_nan;
    if (a < b) return -1;
    if (a > b) return 1;
    return (signbit(b) != 0) - (signbit(a) != 0);
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void merge(float *values, size_t middle, size_t n, float *scratch, comparison order) {
    size_t left = 0, right = middle, out = 0;
    while (left < middle && right < n)
        scratch[out++] = order(values[left], values[right]) <= 0 ? values[left++] : values[right++];
    while (left < middle) scratch[out++] = values[left++];
    while (right < n) scratch[out++] = values[right++];
    memcpy(values, scratch, n * sizeof *values);
}

static void merge_sort(float *values, size_t n, float *scratch, comparison order) {
    if (n < 2) return;
    size_t middle = n / 2;
    merge_sort(values, middle, scratch, order);
    merge_sort(values + middle, n - middle, scratch, order);
    merge(values, middle, n, scratch, order);
}

int main(void) {
    int32_t size;
    if (fread(&size, sizeof size, 1, stdin) != 1 || size < 1 || size > MAX_N) return 1;
    size_t n = (size_t)size;
    float *values = malloc(n * sizeof *values), *scratch = malloc(n * sizeof *scratch);
    if (!values || !scratch || fread(values, sizeof *values, n, stdin) != n) return 1;
    merge_sort(values, n, scratch, compare);
    if (fwrite(values, sizeof *values, n, stdout) != n || fflush(stdout) != 0) return 1;
    free(values);
    free(scratch);
    return 0;
}
