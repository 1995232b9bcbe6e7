/* Quicksort: median of three, Hoare's partition, insertion sort below sixteen. */
#include "frame.h"

static void insertion(uint32_t *keys, size_t n) {
    for (size_t i = 1; i < n; i++) {
        uint32_t key = keys[i];
        size_t at = i;
        for (; at > 0 && keys[at - 1] > key; at--) keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

static uint32_t median(uint32_t a, uint32_t b, uint32_t c) {
    if (a > b) {
        uint32_t other = a;
        a = b;
        b = other;
    }
    return c < a ? a : c > b ? b : c;
}

static void sort(uint32_t *keys, size_t n, uint32_t *scratch) {
    while (n > 16) {
        uint32_t pivot = median(keys[0], keys[n / 2], keys[n - 1]);
        size_t low = 0, high = n - 1;
        while (low <= high) {
            while (keys[low] < pivot) low++;
            while (keys[high] > pivot) high--;
            if (low > high) break;
            uint32_t other = keys[low];
            keys[low++] = keys[high];
            keys[high--] = other;
        }
        sort(keys, high + 1, scratch);
        keys += low;
        n -= low;
    }
    insertion(keys, n);
}
