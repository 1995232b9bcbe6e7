/* Why it is fast: eight samples go through a layer together and share what is loaded of its weights. Weights
 * are stored anew: eight rows, four columns at a time, so that one instruction multiplies 32 of them with
 * four numbers of a sample and adds neighbours. Numbers are never negative, and two products fit in 16
 * bits. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LAYERS = 3,
    MAX_LENGTH = 1024,
    MAX_SAMPLES = 1000000,
    MAX_SHIFT = 24,
    MOST = 127,
    LANES = 8,    /* rows */
    COLUMNS = 4,
    TOGETHER = 8, /* samples */
    CHUNK = 64,   /* samples that are read and written at a time */
};

struct layer {
    size_t rows, groups; /* of four columns */
    int32_t shift;
    __m256i biases[MAX_LENGTH / LANES];
    __m256i *weights; /* groups of one block of rows after the other */
};

static struct layer layers[LAYERS];
static uint8_t numbers[LAYERS + 1][TOGETHER][MAX_LENGTH];
static uint8_t input[CHUNK * MAX_LENGTH], output[CHUNK * MAX_LENGTH];

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void read_layer(struct layer *layer, size_t given, size_t made) {
    static int8_t row[MAX_LENGTH];
    layer->rows = made;
    layer->groups = (given + COLUMNS - 1) / COLUMNS;
    read_exactly(&layer->shift, sizeof layer->shift);
    if (layer->shift < 0 || layer->shift > MAX_SHIFT) exit(1);
    size_t blocks = (made + LANES - 1) / LANES, bytes = blocks * layer->groups * sizeof *layer->weights;
    layer->weights = aligned_alloc(sizeof *layer->weights, bytes);
    if (layer->weights == NULL) exit(1);
    memset(layer->weights, 0, bytes);
    for (size_t o = 0; o < made; o++) {
        int32_t *to = (int32_t *)(layer->weights + o / LANES * layer->groups) + o % LANES;
        memset(row, 0, sizeof row);
        read_exactly(row, given);
        for (size_t i = 0; i < layer->groups; i++) memcpy(to + i * LANES, row + i * COLUMNS, COLUMNS);
    }
    read_exactly(layer->biases, made * sizeof(int32_t));
}

/* Eight numbers as bytes, clamped. */
static void store(__m256i sums, int32_t shift, uint8_t *to) {
    sums = _mm256_sra_epi32(sums, _mm_cvtsi32_si128(shift));
    sums = _mm256_min_epi32(_mm256_max_epi32(sums, _mm256_setzero_si256()), _mm256_set1_epi32(MOST));
    __m128i halves = _mm_packs_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    _mm_storel_epi64((__m128i *)to, _mm_packus_epi16(halves, halves));
}

static void apply(const struct layer *layer, uint8_t (*given)[MAX_LENGTH], uint8_t (*made)[MAX_LENGTH]) {
    const __m256i *weights = layer->weights, ones = _mm256_set1_epi16(1);
    for (size_t o = 0; o < layer->rows; o += LANES, weights += layer->groups) {
        __m256i sums[TOGETHER];
        for (int s = 0; s < TOGETHER; s++) sums[s] = layer->biases[o / LANES];
        for (size_t i = 0; i < layer->groups; i++) {
#pragma GCC unroll 8
            for (int s = 0; s < TOGETHER; s++) {
                int32_t four;
                memcpy(&four, given[s] + i * COLUMNS, sizeof four);
                __m256i pairs = _mm256_maddubs_epi16(_mm256_set1_epi32(four), weights[i]);
                sums[s] = _mm256_add_epi32(sums[s], _mm256_madd_epi16(pairs, ones));
            }
        }
        for (int s = 0; s < TOGETHER; s++) store(sums[s], layer->shift, made[s] + o);
    }
}

static void infer(size_t samples, size_t given, size_t made) {
    for (size_t first = 0; first < samples; first += TOGETHER) {
        size_t count = samples - first < TOGETHER ? samples - first : TOGETHER;
        for (size_t s = 0; s < count; s++) memcpy(numbers[0][s], input + (first + s) * given, given);
        for (int i = 0; i < LAYERS; i++) apply(&layers[i], numbers[i], numbers[i + 1]);
        for (size_t s = 0; s < count; s++) memcpy(output + (first + s) * made, numbers[LAYERS][s], made);
    }
}

int main(void) {
    int32_t lengths[LAYERS + 1], samples;
    read_exactly(lengths, sizeof lengths);
    read_exactly(&samples, sizeof samples);
    for (int i = 0; i <= LAYERS; i++)
        if (lengths[i] < 1 || lengths[i] > MAX_LENGTH) return 1;
    if (samples < 0 || samples > MAX_SAMPLES) return 1;
    for (int i = 0; i < LAYERS; i++) read_layer(&layers[i], (size_t)lengths[i], (size_t)lengths[i + 1]);
    size_t given = (size_t)lengths[0], made = (size_t)lengths[LAYERS];
    for (size_t left = (size_t)samples, count; left > 0; left -= count) {
        count = left < CHUNK ? left : CHUNK;
        read_exactly(input, count * given);
        infer(count, given, made);
        if (fwrite(output, 1, count * made, stdout) != count * made) return 1;
    }
    return fflush(stdout) != 0;
}
