/* CRCs of ranges with everything a knob: whether each range is gone through from its start, remembered, or put
 * together from sums of blocks or of beginnings of the text; how far apart those are; how a sum is taken past
 * bytes that are not looked at, which count as zeros; how many bytes a step takes, by what tables; reading and
 * writing. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    EACH_RANGE, REMEMBERED, BLOCKS, BEGINNINGS, METHOD = ${METHOD},
    CHOSEN_DISTANCE = ${DISTANCE},
    /* Bytes between sums. Of small blocks a range has too many. */
    DISTANCE = METHOD == BLOCKS && CHOSEN_DISTANCE < 512 ? 512 : CHOSEN_DISTANCE,
    BYTE_BY_BYTE, WORD_BY_WORD, SQUARING, BIT_MATRICES, POWERS, TABLES, ZEROS = ${ZEROS},
    SLICES = ${SLICES}, /* bytes of a step */
    TABLE_BITS = ${TABLE_BITS}, /* of the text at a time, in what is left of whole steps */
    EACH_BYTE, WORDS, LOADED = ${LOADED},
    READ_BYTES = ${READ_BYTES},
    WRITE_SUMS = ${WRITE_SUMS},
    MAX_N = 5000000,
    MAX_RANGES = 250000,
    MAX_LENGTH = 4096,
    LENGTH_BITS = 13,
    MOST_SLICES = 4,
    REMEMBERED_RANGES = 1 << 12,
    STEP = 64, /* zeros */
    STEPS = MAX_LENGTH / STEP + 1
};

/* What becomes of each byte of a sum, at its place. */
typedef uint32_t table[4][256];

struct range {
    uint32_t start, length, sum;
};

static const uint32_t ONE = (uint32_t)1 << 31; /* x^0; the lower a bit, the higher its power */

static uint32_t polynomial;
static uint32_t slices[MOST_SLICES][256]; /* what becomes of a byte, and so many zeros behind it */
static uint32_t small_table[1 << TABLE_BITS];
static uint32_t matrices[LENGTH_BITS][32]; /* what 2^i zero bytes make of each bit */
static uint32_t powers[MAX_LENGTH + 1]; /* x^8i */
static table few_zeros[STEP + 1], many_zeros[STEPS];
static struct range remembered[REMEMBERED_RANGES];
static uint8_t *text;
static uint32_t *sums; /* of blocks or beginnings, from 0 on */
static uint32_t output[WRITE_SUMS], used;

static void read_exactly(void *to, size_t bytes) {
    for (size_t some; bytes > 0; bytes -= some, to = (char *)to + some) {
        some = bytes < READ_BYTES ? bytes : READ_BYTES;
        if (fread(to, 1, some, stdin) != some) exit(1);
    }
}

static uint32_t read_number(uint32_t most) {
    uint32_t number;
    read_exactly(&number, sizeof number);
    if (number > most) exit(1);
    return number;
}

static void *allocate(size_t bytes) {
    void *memory = malloc(bytes + 1);
    if (memory == NULL) exit(1);
    return memory;
}

static uint32_t times_x(uint32_t sum) { return sum & 1 ? sum >> 1 ^ polynomial : sum >> 1; }

static uint32_t small_step(uint32_t sum) {
    return small_table[sum & ((1 << TABLE_BITS) - 1)] ^ (uint32_t)((uint64_t)sum >> TABLE_BITS);
}

static uint32_t add_byte(uint32_t sum, uint8_t byte) {
    if (TABLE_BITS > 8) return slices[0][(sum ^ byte) & 255] ^ sum >> 8;
    sum ^= byte;
    for (int bits = 0; bits < 8; bits += TABLE_BITS) sum = small_step(sum);
    return sum;
}

static uint32_t add_bytes(uint32_t sum, const uint8_t *bytes, uint32_t length) {
    if (TABLE_BITS == 16)
        for (; length >= 2; length -= 2, bytes += 2) sum = small_step(sum ^ bytes[0] ^ (uint32_t)bytes[1] << 8);
    for (; length > 0; length--) sum = add_byte(sum, *bytes++);
    return sum;
}

static uint64_t word_at(const uint8_t *bytes) {
    uint64_t word = 0;
    if (LOADED == WORDS) memcpy(&word, bytes, SLICES);
    else
        for (int i = 0; i < SLICES; i++) word |= (uint64_t)bytes[i] << 8 * i;
    return word;
}

/* The sum after these bytes. */
static uint32_t advance(uint32_t sum, const uint8_t *bytes, uint32_t length) {
    for (; SLICES > 1 && length >= SLICES; length -= SLICES, bytes += SLICES) {
        uint64_t word = word_at(bytes) ^ sum;
        sum = SLICES < MOST_SLICES ? sum >> 8 * (SLICES % MOST_SLICES) : 0;
        for (int i = 0; i < SLICES; i++) sum ^= slices[SLICES - 1 - i][word >> 8 * i & 255];
    }
    return add_bytes(sum, bytes, length);
}

static uint32_t product(uint32_t a, uint32_t b) {
    uint32_t sum = 0;
    for (uint32_t bit = ONE; bit != 0; bit >>= 1) {
        sum ^= b & -(uint32_t)((a & bit) != 0);
        b = times_x(b);
    }
    return sum;
}

static uint32_t power_of(uint32_t zeros) {
    uint32_t power = ONE, square = ONE >> 8;
    for (; zeros > 0; zeros /= 2) {
        if (zeros % 2) power = product(power, square);
        square = product(square, square);
    }
    return power;
}

static uint32_t apply_matrix(const uint32_t *matrix, uint32_t sum) {
    uint32_t result = 0;
    for (int bit = 0; bit < 32; bit++) result ^= matrix[bit] & -(sum >> bit & 1);
    return result;
}

static uint32_t apply(table table, uint32_t sum) {
    return table[0][sum & 255] ^ table[1][sum >> 8 & 255] ^ table[2][sum >> 16 & 255] ^ table[3][sum >> 24];
}

/* The sum after so many zero bytes. */
static uint32_t add_zeros(uint32_t sum, uint32_t zeros) {
    if (ZEROS == TABLES) return apply(many_zeros[zeros / STEP], apply(few_zeros[zeros % STEP], sum));
    if (ZEROS == POWERS) return product(powers[zeros], sum);
    if (ZEROS == SQUARING) return product(power_of(zeros), sum);
    if (ZEROS == BIT_MATRICES) {
        for (int i = 0; zeros >> i > 0; i++)
            if (zeros >> i & 1) sum = apply_matrix(matrices[i], sum);
        return sum;
    }
    if (ZEROS == WORD_BY_WORD)
        for (; zeros >= 4; zeros -= 4)
            sum = slices[3][sum & 255] ^ slices[2][sum >> 8 & 255] ^ slices[1][sum >> 16 & 255] ^ slices[0][sum >> 24];
    for (; zeros > 0; zeros--) sum = add_byte(sum, 0);
    return sum;
}

static void make_steps(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t sum = byte;
        for (int bit = 0; bit < 8; bit++) sum = times_x(sum);
        slices[0][byte] = sum;
    }
    for (int i = 1; i < MOST_SLICES; i++)
        for (int byte = 0; byte < 256; byte++)
            slices[i][byte] = slices[0][slices[i - 1][byte] & 255] ^ slices[i - 1][byte] >> 8;
    for (uint32_t bits = 0; bits < 1 << TABLE_BITS; bits++) {
        uint32_t sum = bits;
        for (int bit = 0; bit < TABLE_BITS; bit++) sum = times_x(sum);
        small_table[bits] = sum;
    }
}

static void make_matrices(void) {
    for (int bit = 0; bit < 32; bit++) matrices[0][bit] = add_byte((uint32_t)1 << bit, 0);
    for (int i = 1; i < LENGTH_BITS; i++)
        for (int bit = 0; bit < 32; bit++) matrices[i][bit] = apply_matrix(matrices[i - 1], matrices[i - 1][bit]);
}

static void make_powers(void) {
    powers[0] = ONE;
    for (int i = 1; i <= MAX_LENGTH; i++) powers[i] = add_byte(powers[i - 1], 0);
}

/* What both tables do, one after the other. */
static void combine(table first, table second, table both) {
    for (int place = 0; place < 4; place++)
        for (int byte = 0; byte < 256; byte++) both[place][byte] = apply(second, first[place][byte]);
}

static void make_zeros(void) {
    for (int place = 0; place < 4; place++)
        for (uint32_t byte = 0; byte < 256; byte++) {
            few_zeros[0][place][byte] = many_zeros[0][place][byte] = byte << 8 * place;
            few_zeros[1][place][byte] = add_byte(byte << 8 * place, 0);
        }
    for (int zeros = 2; zeros <= STEP; zeros++) combine(few_zeros[zeros - 1], few_zeros[1], few_zeros[zeros]);
    for (int steps = 1; steps < STEPS; steps++) combine(many_zeros[steps - 1], few_zeros[STEP], many_zeros[steps]);
}

static void make_tables(void) {
    make_steps();
    if (METHOD == EACH_RANGE || METHOD == REMEMBERED) return;
    if (ZEROS == BIT_MATRICES) make_matrices();
    if (ZEROS == POWERS) make_powers();
    if (ZEROS == TABLES) make_zeros();
}

static void make_sums(uint32_t n) {
    uint32_t count = n / DISTANCE + 1, sum = 0;
    sums = allocate(count * sizeof *sums);
    for (uint32_t i = 0; i < count; i++) {
        if (METHOD == BEGINNINGS) sums[i] = sum;
        if (METHOD == BLOCKS) sum = 0;
        if ((i + 1) * DISTANCE <= n) sum = advance(sum, text + (size_t)i * DISTANCE, DISTANCE);
        if (METHOD == BLOCKS) sums[i] = sum;
    }
}

static uint32_t sum_of_blocks(uint32_t start, uint32_t length) {
    uint32_t end = start + length, first = (start + DISTANCE - 1) / DISTANCE, last = end / DISTANCE;
    if (first >= last) return advance(UINT32_MAX, text + start, length);
    uint32_t sum = advance(UINT32_MAX, text + start, first * DISTANCE - start);
    for (uint32_t block = first; block < last; block++) sum = add_zeros(sum, DISTANCE) ^ sums[block];
    return advance(sum, text + last * DISTANCE, end - last * DISTANCE);
}

static uint32_t sum_of_beginning(uint32_t end) {
    return advance(sums[end / DISTANCE], text + end - end % DISTANCE, end % DISTANCE);
}

static uint32_t remembered_sum(uint32_t start, uint32_t length) {
    struct range *range = &remembered[(start * 31 + length) % REMEMBERED_RANGES];
    if (range->start != start || range->length != length)
        *range = (struct range){start, length, ~advance(UINT32_MAX, text + start, length)};
    return range->sum;
}

static uint32_t checksum(uint32_t start, uint32_t length) {
    if (METHOD == EACH_RANGE) return ~advance(UINT32_MAX, text + start, length);
    if (METHOD == REMEMBERED) return remembered_sum(start, length);
    if (METHOD == BLOCKS) return ~sum_of_blocks(start, length);
    return ~(sum_of_beginning(start + length) ^ add_zeros(~sum_of_beginning(start), length));
}

static void flush(void) {
    if (fwrite(output, sizeof *output, used, stdout) != used) exit(1);
    used = 0;
}

int main(void) {
    polynomial = read_number(UINT32_MAX);
    make_tables();
    uint32_t n = read_number(MAX_N);
    text = allocate(n);
    read_exactly(text, n);
    if (METHOD == BLOCKS || METHOD == BEGINNINGS) make_sums(n);
    for (uint32_t ranges = read_number(MAX_RANGES); ranges > 0; ranges--) {
        uint32_t start = read_number(n), length = read_number(MAX_LENGTH);
        if (length > n - start) return 1;
        output[used++] = checksum(start, length);
        if (used == WRITE_SUMS) flush();
    }
    flush();
    return fflush(stdout) != 0;
}
