/* A neural network of three layers in int8, one sample after the other; the compiler may use vectors. */
#pragma GCC optimize("O3")
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { LAYERS = 3, MAX_LENGTH = 1024, MAX_SAMPLES = 100000, MAX_SHIFT = 24, MOST = 127 };

struct layer {
    int32_t given, made; /* numbers */
    int32_t shift, *biases;
    int8_t *weights;
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void *read_new(size_t bytes) {
    void *memory = malloc(bytes);
    if (memory == NULL) exit(1);
    read_exactly(memory, bytes);
    return memory;
}

static struct layer read_layer(int32_t given, int32_t made) {
    struct layer layer = {.given = given, .made = made};
    read_exactly(&layer.shift, sizeof layer.shift);
    if (layer.shift < 0 || layer.shift > MAX_SHIFT) exit(1);
    layer.weights = read_new((size_t)made * (size_t)given);
    layer.biases = read_new((size_t)made * sizeof *layer.biases);
    return layer;
}

static int8_t clamp(int32_t value) { return (int8_t)(value < 0 ? 0 : value > MOST ? MOST : value); }

__attribute__((noinline)) /* the same code, whatever it is called from */
static void apply(const struct layer *layer, const int8_t *given, int8_t *made) {
    for (int32_t o = 0; o < layer->made; o++) {
        const int8_t *weights = layer->weights + o * layer->given;
        int32_t sum = layer->biases[o];
        for (int32_t i = 0; i < layer->given; i++) sum += weights[i] * given[i];
        made[o] = clamp(sum >> layer->shift);
    }
}

int main(void) {
    int32_t lengths[LAYERS + 1], samples;
    int8_t numbers[LAYERS + 1][MAX_LENGTH];
    struct layer layers[LAYERS];
    read_exactly(lengths, sizeof lengths);
    read_exactly(&samples, sizeof samples);
    for (int i = 0; i <= LAYERS; i++)
        if (lengths[i] < 1 || lengths[i] > MAX_LENGTH) return 1;
    if (samples < 0 || samples > MAX_SAMPLES) return 1;
    for (int i = 0; i < LAYERS; i++) layers[i] = read_layer(lengths[i], lengths[i + 1]);
    for (; samples > 0; samples--) {
        read_exactly(numbers[0], (size_t)lengths[0]);
        for (int i = 0; i < LAYERS; i++) apply(&layers[i], numbers[i], numbers[i + 1]);
        size_t results = (size_t)lengths[LAYERS];
        if (fwrite(numbers[LAYERS], 1, results, stdout) != results) return 1;
    }
    return fflush(stdout) != 0;
}
