/* Why it is fast: a CRC is linear. The sums of all beginnings of the text are computed once, in one pass. A
 * range's sum is that of the beginning up to its end, combined by exclusive or with what the bytes before the
 * range add to it: the sum of the beginning up to its start, followed by as many zero bytes as the range is
 * long. Tables say what up to 63 zero bytes make of a sum, and what multiples of 64 do. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MAX_N = 5000000,
    MAX_RANGES = 250000,
    MAX_LENGTH = 4096,
    STEP = 64, /* zero bytes */
    STEPS = MAX_LENGTH / STEP + 1,
    BUFFER = 1 << 16,
};

/* What becomes of each byte of a sum, at its place. */
typedef uint32_t table[4][256];

static uint8_t buffer[BUFFER];
static size_t position, filled;
static table few_zeros[STEP + 1], many_zeros[STEPS];

static void read_exactly(void *to, size_t bytes) {
    while (bytes > 0) {
        if (position == filled) {
            ssize_t got = read(0, buffer, BUFFER);
            if (got <= 0) exit(1);
            position = 0;
            filled = (size_t)got;
        }
        size_t some = filled - position < bytes ? filled - position : bytes;
        memcpy(to, buffer + position, some);
        to = (char *)to + some;
        position += some;
        bytes -= some;
    }
}

static uint32_t read_number(uint32_t most) {
    uint32_t number;
    read_exactly(&number, sizeof number);
    if (number > most) exit(1);
    return number;
}

static uint32_t apply(table table, uint32_t sum) {
    return table[0][sum & 255] ^ table[1][sum >> 8 & 255] ^ table[2][sum >> 16 & 255] ^ table[3][sum >> 24];
}

/* What both tables do, one after the other. */
static void combine(table first, table second, table both) {
    for (int place = 0; place < 4; place++)
        for (int byte = 0; byte < 256; byte++) both[place][byte] = apply(second, first[place][byte]);
}

static void fill_tables(uint32_t polynomial) {
    for (int place = 0; place < 4; place++) {
        for (uint32_t byte = 0; byte < 256; byte++) {
            few_zeros[0][place][byte] = many_zeros[0][place][byte] = byte << 8 * place;
            uint32_t sum = place == 0 ? byte : byte << 8 * (place - 1);
            for (int bit = 0; place == 0 && bit < 8; bit++) sum = sum & 1 ? sum >> 1 ^ polynomial : sum >> 1;
            few_zeros[1][place][byte] = sum;
        }
    }
    for (int zeros = 2; zeros <= STEP; zeros++) combine(few_zeros[zeros - 1], few_zeros[1], few_zeros[zeros]);
    for (int steps = 1; steps < STEPS; steps++)
        combine(many_zeros[steps - 1], few_zeros[STEP], many_zeros[steps]);
}

int main(void) {
    fill_tables(read_number(UINT32_MAX));
    uint32_t n = read_number(MAX_N);
    uint8_t *text = malloc((size_t)n + 1);
    uint32_t *sums = malloc(((size_t)n + 1) * sizeof *sums); /* of beginnings */
    if (text == NULL || sums == NULL) return 1;
    read_exactly(text, n);
    sums[0] = 0;
    for (uint32_t i = 0; i < n; i++) sums[i + 1] = few_zeros[1][0][(sums[i] ^ text[i]) & 255] ^ sums[i] >> 8;
    uint32_t ranges = read_number(MAX_RANGES);
    uint32_t *output = malloc((size_t)ranges * sizeof *output + 1);
    if (output == NULL) return 1;
    for (uint32_t i = 0; i < ranges; i++) {
        uint32_t start = read_number(n), length = read_number(MAX_LENGTH);
        if (length > n - start) return 1;
        uint32_t before = apply(few_zeros[length % STEP], ~sums[start]);
        output[i] = ~(sums[start + length] ^ apply(many_zeros[length / STEP], before));
    }
    for (size_t done = 0, bytes = (size_t)ranges * sizeof *output; done < bytes;) {
        ssize_t written = write(1, (char *)output + done, bytes - done);
        if (written <= 0) return 1;
        done += (size_t)written;
    }
    return 0;
}
