/* A neural network with everything a knob: types of weights and numbers, the layout of weights in blocks of rows and
 * groups of columns, samples that share what is loaded of them, the order of loops, what is done about zeros. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum {
    BLOCKS_OF_ROWS, GROUPS_OF_SAMPLES, OUTER = ${OUTER},
    MULTIPLIED, SKIPPED, ZEROS = ${ZEROS},
    NUMBERS, WHOLE_ROWS, READ = ${READ},
    ROWS = ${ROWS},       /* of a block */
    COLUMNS = ${COLUMNS}, /* of a step: these of one row lie side by side, then those of the block's next row */
    SAMPLES = ${SAMPLES}, /* of a group, which takes each step together */
    GROUPS = ${GROUPS},   /* that go through a layer before the next one */
    WEIGHT_BITS = ${WEIGHT_BITS},
    NUMBER_BITS = ${NUMBER_BITS},
    VECTOR_BYTES = 32,
    LANES = VECTOR_BYTES / sizeof(int32_t), /* sums of a vector */
    /* x86-64 has instructions for four columns of 8 bits and for two of 16, in eight rows. */
    BY_FOURS = COLUMNS == 4 && ROWS % LANES == 0 && WEIGHT_BITS == 8 && NUMBER_BITS == 8,
    BY_TWOS = COLUMNS == 2 && ROWS % LANES == 0 && WEIGHT_BITS == 16 && NUMBER_BITS == 16,
    LAYERS = 3,
    MAX_LENGTH = 1024,
    MAX_SAMPLES = 100000,
    MAX_SHIFT = 24,
    MOST = 127
};

typedef int${WEIGHT_BITS}_t weight;
typedef int${NUMBER_BITS}_t number;

struct layer {
    int blocks, steps;
    int32_t shift, biases[MAX_LENGTH];
    weight *weights; /* the steps of one block after the other */
};

static struct layer layers[LAYERS];
static number numbers[LAYERS + 1][GROUPS * SAMPLES][MAX_LENGTH];

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void read_row(int8_t *to, size_t length) {
    if (READ == WHOLE_ROWS) read_exactly(to, length);
    else
        for (size_t i = 0; i < length; i++) read_exactly(to + i, 1);
}

static void read_layer(struct layer *layer, int given, int made) {
    int8_t row[MAX_LENGTH];
    read_exactly(&layer->shift, sizeof layer->shift);
    if (layer->shift < 0 || layer->shift > MAX_SHIFT) exit(1);
    layer->blocks = (made + ROWS - 1) / ROWS;
    layer->steps = (given + COLUMNS - 1) / COLUMNS;
    layer->weights = calloc((size_t)(layer->blocks * layer->steps) * ROWS * COLUMNS, sizeof *layer->weights);
    if (layer->weights == NULL) exit(1);
    for (int o = 0; o < made; o++) {
        read_row(row, (size_t)given);
        weight *to = layer->weights + (o / ROWS * layer->steps * ROWS + o % ROWS) * COLUMNS;
        for (int i = 0; i < given; i++) to[i / COLUMNS * ROWS * COLUMNS + i % COLUMNS] = row[i];
    }
    read_exactly(layer->biases, (size_t)made * sizeof *layer->biases);
}

static int all_zeros(const number *x) {
    int any = 0;
    for (int i = 0; i < COLUMNS; i++) any |= x[i];
    return !any;
}

#if defined(__x86_64__)
/* The same columns of eight rows at a time. */
static void add_vectors(int32_t *sums, const void *x, const void *weights) {
    int32_t columns;
    memcpy(&columns, x, sizeof columns);
    __m256i given = _mm256_set1_epi32(columns), ones = _mm256_set1_epi16(1);
    for (int v = 0; v < ROWS / LANES; v++) {
        __m256i *to = (__m256i *)sums + v, row = _mm256_loadu_si256((const __m256i *)weights + v);
        __m256i pairs = BY_TWOS ? given : _mm256_maddubs_epi16(given, row);
        __m256i more = _mm256_madd_epi16(pairs, BY_TWOS ? row : ones);
        _mm256_storeu_si256(to, _mm256_add_epi32(_mm256_loadu_si256(to), more));
    }
}
#endif

static void add_step(int32_t sums[ROWS], const number *x, const weight *weights) {
    if (ZEROS == SKIPPED && all_zeros(x)) return;
#if defined(__x86_64__)
    if (BY_FOURS || BY_TWOS) {
        add_vectors(sums, x, weights);
        return;
    }
#endif
    for (int r = 0; r < ROWS; r++)
        for (int i = 0; i < COLUMNS; i++) sums[r] += weights[r * COLUMNS + i] * x[i];
}

static number clamp(int32_t value) { return (number)(value < 0 ? 0 : value > MOST ? MOST : value); }

/* One block of rows for one group of samples. */
static void apply_block(const struct layer *layer, int block, number (*given)[MAX_LENGTH], number (*made)[MAX_LENGTH]) {
    int32_t sums[SAMPLES][ROWS];
    int steps = layer->steps;
    const weight *weights = layer->weights + block * steps * ROWS * COLUMNS;
    for (int s = 0; s < SAMPLES; s++) memcpy(sums[s], layer->biases + block * ROWS, sizeof sums[s]);
    for (int i = 0; i < steps; i++)
        for (int s = 0; s < SAMPLES; s++) add_step(sums[s], given[s] + i * COLUMNS, weights + i * ROWS * COLUMNS);
    for (int s = 0; s < SAMPLES; s++)
        for (int r = 0; r < ROWS; r++) made[s][block * ROWS + r] = clamp(sums[s][r] >> layer->shift);
}

static void apply(const struct layer *layer, number (*given)[MAX_LENGTH], number (*made)[MAX_LENGTH], int groups) {
    if (OUTER == BLOCKS_OF_ROWS) {
        for (int block = 0; block < layer->blocks; block++)
            for (int g = 0; g < groups; g++) apply_block(layer, block, given + g * SAMPLES, made + g * SAMPLES);
    } else {
        for (int g = 0; g < groups; g++)
            for (int block = 0; block < layer->blocks; block++)
                apply_block(layer, block, given + g * SAMPLES, made + g * SAMPLES);
    }
}

static void read_samples(int count, int length) {
    int8_t row[MAX_LENGTH];
    for (int s = 0; s < count; s++) {
        read_row(row, (size_t)length);
        for (int i = 0; i < length; i++) numbers[0][s][i] = row[i];
    }
}

static void write_results(int count, int length) {
    int8_t row[MAX_LENGTH];
    for (int s = 0; s < count; s++) {
        for (int i = 0; i < length; i++) row[i] = (int8_t)numbers[LAYERS][s][i];
        if (fwrite(row, 1, (size_t)length, stdout) != (size_t)length) exit(1);
    }
}

int main(void) {
    int32_t lengths[LAYERS + 1], samples;
    read_exactly(lengths, sizeof lengths);
    read_exactly(&samples, sizeof samples);
    for (int i = 0; i <= LAYERS; i++)
        if (lengths[i] < 1 || lengths[i] > MAX_LENGTH) return 1;
    if (samples < 0 || samples > MAX_SAMPLES) return 1;
    for (int i = 0; i < LAYERS; i++) read_layer(&layers[i], lengths[i], lengths[i + 1]);
    for (int left = samples, count; left > 0; left -= count) {
        count = left < GROUPS * SAMPLES ? left : GROUPS * SAMPLES;
        read_samples(count, lengths[0]);
        int groups = (count + SAMPLES - 1) / SAMPLES;
        for (int i = 0; i < LAYERS; i++) apply(&layers[i], numbers[i], numbers[i + 1], groups);
        write_results(count, lengths[LAYERS]);
    }
    return fflush(stdout) != 0;
}
