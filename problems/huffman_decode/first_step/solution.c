/* Huffman decoding by a table: fifteen bits say which symbol comes first, and how many bits it has. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { SYMBOLS = 256, LONGEST = 15, MAX_N = 8000000, MAX_BYTES = 15000000 };

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

/* For any LONGEST bits: the symbol that they begin with, and the length of its code above. */
static uint16_t table[1 << LONGEST];

static void fill_table(const uint8_t *lengths) {
    uint32_t code = 0;
    for (int length = 1; length <= LONGEST; length++) {
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            if (lengths[symbol] != length) continue;
            uint32_t first = code++ << (LONGEST - length);
            for (uint32_t i = 0; i < 1u << (LONGEST - length); i++)
                table[first + i] = (uint16_t)(length << 8 | symbol);
        }
        code *= 2;
    }
}

static void decode(const uint8_t *stream, uint8_t *symbols, size_t n) {
    size_t place = 0;
    for (size_t i = 0; i < n; i++) {
        const uint8_t *at = stream + place / 8;
        uint32_t bits = (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
        uint16_t entry = table[bits >> (9 - place % 8) & ((1 << LONGEST) - 1)];
        symbols[i] = (uint8_t)entry;
        place += entry >> 8;
    }
}

int main(void) {
    uint8_t lengths[SYMBOLS];
    int32_t n, size;
    read_exactly(lengths, sizeof lengths);
    read_exactly(&n, sizeof n);
    read_exactly(&size, sizeof size);
    if (n < 1 || n > MAX_N || size < 1 || size > MAX_BYTES) return 1;
    uint8_t *stream = malloc((size_t)size + 2), *symbols = malloc((size_t)n);
    if (stream == NULL || symbols == NULL) return 1;
    stream[size] = stream[size + 1] = 0;
    read_exactly(stream, (size_t)size);
    fill_table(lengths);
    decode(stream, symbols, (size_t)n);
    if (fwrite(symbols, 1, (size_t)n, stdout) != (size_t)n || fflush(stdout) != 0) return 1;
    return 0;
}
