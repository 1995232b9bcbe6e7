/* CRC of ranges of a text: eight tables, so that eight bytes of a range are done at a time. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_N = 5000000, MAX_RANGES = 250000, MAX_LENGTH = 4096 };

static uint32_t table[8][256]; /* what a byte makes of the sum, and that with more zero bytes behind it */

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_number(int32_t most) {
    int32_t number;
    read_exactly(&number, sizeof number);
    if (number < 0 || number > most) exit(1);
    return number;
}

static void fill_table(uint32_t polynomial) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t sum = byte;
        for (int bit = 0; bit < 8; bit++) sum = sum & 1 ? sum >> 1 ^ polynomial : sum >> 1;
        table[0][byte] = sum;
    }
    for (int zeros = 1; zeros < 8; zeros++)
        for (uint32_t byte = 0; byte < 256; byte++) {
            uint32_t sum = table[zeros - 1][byte];
            table[zeros][byte] = table[0][sum & 255] ^ sum >> 8;
        }
}

static uint32_t checksum(const uint8_t *bytes, int32_t length) {
    uint32_t sum = UINT32_MAX;
    int32_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        word ^= sum;
        sum = 0;
        for (int at = 0; at < 8; at++) sum ^= table[7 - at][word >> 8 * at & 255];
    }
    for (; i < length; i++) sum = table[0][(sum ^ bytes[i]) & 255] ^ sum >> 8;
    return ~sum;
}

int main(void) {
    uint32_t polynomial;
    read_exactly(&polynomial, sizeof polynomial);
    fill_table(polynomial);
    int32_t n = read_number(MAX_N);
    uint8_t *text = malloc((size_t)n + 1);
    if (text == NULL) return 1;
    read_exactly(text, (size_t)n);
    for (int32_t ranges = read_number(MAX_RANGES); ranges > 0; ranges--) {
        int32_t start = read_number(n), length = read_number(MAX_LENGTH);
        if (length > n - start) return 1;
        uint32_t sum = checksum(text + start, length);
        if (fwrite(&sum, sizeof sum, 1, stdout) != 1) return 1;
    }
    free(text);
    return fflush(stdout) != 0;
}
