/* CRC of ranges of a text: a table of 256 entries, and each range from its first byte to its last. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_N = 5000000, MAX_RANGES = 250000, MAX_LENGTH = 4096 };

static uint32_t table[256];

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
        table[byte] = sum;
    }
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static uint32_t checksum(const uint8_t *bytes, int32_t length) {
    uint32_t sum = UINT32_MAX;
    for (int32_t i = 0; i < length; i++) sum = table[(sum ^ bytes[i]) & 255] ^ sum >> 8;
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
