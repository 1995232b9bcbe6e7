/* Why it is fast: weights and numbers are kept in 16 bits, in rows that are padded with zeros, as there are
 * instructions that multiply numbers of 16 bits and add neighbours. Sums of several rows and samples are
 * formed together, so that they share what is loaded of both. */
#pragma GCC optimize("O3") /* which makes vectors of the loops */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    LAYERS = 3,
    MAX_LENGTH = 1024,
    MAX_SAMPLES = 100000,
    MAX_SHIFT = 24,
    MOST = 127,
    STEP = 16,    /* columns, of which rows have a multiple */
    ROWS = 2,     /* whose sums are formed together */
    SAMPLES = 4,
    TOGETHER = 16, /* samples that go through a layer before the next one */
    CHUNK = 64,   /* samples that are read and written at a time */
};

struct layer {
    size_t rows, steps;
    int32_t shift;
    int32_t biases[MAX_LENGTH];
    int16_t *weights;
};

static struct layer layers[LAYERS];
static int16_t numbers[LAYERS + 1][TOGETHER][MAX_LENGTH] __attribute__((aligned(64)));
static uint8_t input[CHUNK * MAX_LENGTH], output[CHUNK * MAX_LENGTH];

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void read_layer(struct layer *layer, size_t given, size_t made) {
    static int8_t row[MAX_LENGTH];
    layer->rows = made;
    layer->steps = (given + STEP - 1) / STEP;
    read_exactly(&layer->shift, sizeof layer->shift);
    if (layer->shift < 0 || layer->shift > MAX_SHIFT) exit(1);
    size_t length = layer->steps * STEP, rows = (made + ROWS - 1) / ROWS * ROWS;
    layer->weights = calloc(rows * length, sizeof *layer->weights);
    if (layer->weights == NULL) exit(1);
    for (size_t o = 0; o < made; o++) {
        read_exactly(row, given);
        for (size_t i = 0; i < given; i++) layer->weights[o * length + i] = row[i];
    }
    read_exactly(layer->biases, made * sizeof(int32_t));
}

/* Sums of products of some rows of weights and some samples; `made` is the place of the first. */
static void multiply(const int16_t *weights, int16_t (*given)[MAX_LENGTH], size_t length, int32_t *made) {
    int32_t sums[SAMPLES][ROWS] = {{0}};
    for (size_t i = 0; i < length; i++)
        for (size_t s = 0; s < SAMPLES; s++)
            for (size_t r = 0; r < ROWS; r++) sums[s][r] += weights[r * length + i] * given[s][i];
    for (size_t s = 0; s < SAMPLES; s++)
        for (size_t r = 0; r < ROWS; r++) made[s * MAX_LENGTH + r] = sums[s][r];
}

static void apply(const struct layer *layer, int16_t (*given)[MAX_LENGTH], int16_t (*made)[MAX_LENGTH]) {
    static int32_t sums[TOGETHER][MAX_LENGTH];
    size_t length = layer->steps * STEP;
    for (size_t o = 0; o < layer->rows; o += ROWS)
        for (size_t s = 0; s < TOGETHER; s += SAMPLES)
            multiply(layer->weights + o * length, given + s, length, &sums[s][o]);
    for (size_t s = 0; s < TOGETHER; s++) {
        for (size_t o = 0; o < layer->rows; o++) {
            int32_t number = (layer->biases[o] + sums[s][o]) >> layer->shift;
            number = number < 0 ? 0 : number;
            made[s][o] = (int16_t)(number > MOST ? MOST : number);
        }
    }
}

static void infer(size_t samples, size_t given, size_t made) {
    for (size_t first = 0; first < samples; first += TOGETHER) {
        size_t count = samples - first < TOGETHER ? samples - first : TOGETHER;
        for (size_t s = 0; s < count; s++)
            for (size_t i = 0; i < given; i++) numbers[0][s][i] = input[(first + s) * given + i];
        for (int i = 0; i < LAYERS; i++) apply(&layers[i], numbers[i], numbers[i + 1]);
        for (size_t s = 0; s < count; s++)
            for (size_t i = 0; i < made; i++) output[(first + s) * made + i] = (uint8_t)numbers[LAYERS][s][i];
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
