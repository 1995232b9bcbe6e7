/* Shell sort with Ciura's gaps, continued by 2.25. */
#include "frame.h"

static const size_t gaps[] = {8858370, 3937053, 1749801, 777689, 345639, 153617, 68274, 30344, 13486,
                              5994,    2664,    1184,    526,    301,    132,    57,    23,    10,
                              4,       1};

static void sort(uint32_t *keys, size_t n, uint32_t *scratch) {
    (void)scratch;
    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++) {
        for (size_t i = gaps[g]; i < n; i++) {
            uint32_t key = keys[i];
            size_t at = i;
            for (; at >= gaps[g] && keys[at - gaps[g]] > key; at -= gaps[g]) keys[at] = keys[at - gaps[g]];
            keys[at] = key;
        }
    }
}
