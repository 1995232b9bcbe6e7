/* Heapsort. */
#include "frame.h"

static void sift(uint32_t *keys, size_t at, size_t n) {
    uint32_t key = keys[at];
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && keys[child + 1] > keys[child]) child++;
        if (keys[child] <= key) break;
        keys[at] = keys[child];
    }
    keys[at] = key;
}

static void sort(uint32_t *keys, size_t n, uint32_t *scratch) {
    (void)scratch;
    for (size_t at = n / 2; at > 0; at--) sift(keys, at - 1, n);
    for (size_t end = n; end > 1; end--) {
        uint32_t largest = keys[0];
        keys[0] = keys[end - 1];
        keys[end - 1] = largest;
        sift(keys, 0, end - 1);
    }
}
