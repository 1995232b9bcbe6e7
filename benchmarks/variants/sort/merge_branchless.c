/* Merge sort from the bottom up; which side is taken is arithmetic, not a branch. */
#include "frame.h"

static void merge(const uint32_t *from, size_t middle, size_t n, uint32_t *to) {
    const uint32_t *left = from, *right = from + middle, *left_end = right, *right_end = from + n;
    while (left < left_end && right < right_end) {
        uint32_t a = *left, b = *right;
        size_t take_right = b < a;
        *to++ = take_right ? b : a;
        left += !take_right;
        right += take_right;
    }
    while (left < left_end) *to++ = *left++;
    while (right < right_end) *to++ = *right++;
}

static void sort(uint32_t *keys, size_t n, uint32_t *scratch) {
    uint32_t *from = keys, *to = scratch;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t at = 0; at < n; at += 2 * width) {
            size_t rest = n - at, middle = rest < width ? rest : width;
            merge(from + at, middle, rest < 2 * width ? rest : 2 * width, to + at);
        }
        uint32_t *other = from;
        from = to;
        to = other;
    }
    if (from != keys) memcpy(keys, from, n * sizeof *keys);
}
