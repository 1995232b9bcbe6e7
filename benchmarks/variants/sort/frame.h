/* Reads the values, turns all but the NaNs into unsigned keys of the same order, lets the variant's
 * sort() order them (into `keys`; `scratch` is as large), and writes them. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_N = 10000000 };

static void sort(uint32_t *keys, size_t n, uint32_t *scratch);

static uint32_t key_of(uint32_t bits) { return bits ^ ((uint32_t)((int32_t)bits >> 31) | 0x80000000u); }
static uint32_t bits_of(uint32_t key) { return key ^ (((key >> 31) - 1u) | 0x80000000u); }

int main(void) {
    int32_t size;
    if (fread(&size, sizeof size, 1, stdin) != 1 || size < 1 || size > MAX_N) return 1;
    size_t n = (size_t)size, numbers = 0, others = 0;
    uint32_t *keys = malloc(n * sizeof *keys), *nans = malloc(n * sizeof *nans);
    uint32_t *scratch = malloc(n * sizeof *scratch);
    if (!keys || !nans || !scratch || fread(keys, sizeof *keys, n, stdin) != n) return 1;
    for (size_t i = 0; i < n; i++) {
        uint32_t bits = keys[i];
        if ((bits & 0x7fffffffu) > 0x7f800000u)
            nans[others++] = bits;
        else
            keys[numbers++] = key_of(bits);
    }
    sort(keys, numbers, scratch);
    for (size_t i = 0; i < numbers; i++) keys[i] = bits_of(keys[i]);
    memcpy(keys + numbers, nans, others * sizeof *keys);
    return fwrite(keys, sizeof *keys, n, stdout) != n || fflush(stdout) != 0;
}
