/* The peak power spectrum of windows of a signal: each is transformed recursively, even and odd samples
 * apart, with factors that are computed once. */
#include <complex.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_K = 15, MAX_HOP = 32768, MAX_WINDOWS = 4000 };

static const double PI = 3.14159265358979323846;

static double complex *factors; /* exp(-2 pi i j / window), for j below half a window */
static size_t window_size;

static void *allocate(size_t count, size_t bytes) {
    void *memory = malloc(count * bytes);
    if (memory == NULL) exit(1);
    return memory;
}

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void transform(size_t n, double complex *values) {
    if (n == 1) return;
    size_t half = n / 2;
    double complex *even = allocate(half, sizeof *even), *odd = allocate(half, sizeof *odd);
    for (size_t i = 0; i < half; i++) {
        even[i] = values[2 * i];
        odd[i] = values[2 * i + 1];
    }
    transform(half, even);
    transform(half, odd);
    size_t stride = window_size / n;
    for (size_t i = 0; i < half; i++) {
        double complex turned = odd[i] * factors[i * stride];
        values[i] = even[i] + turned;
        values[i + half] = even[i] - turned;
    }
    free(even);
    free(odd);
}

/* Takes in a window, given as pairs of real and imaginary parts. */
static void take_window(size_t n, const float *window, double *power) {
    double complex *values = allocate(n, sizeof *values);
    for (size_t i = 0; i < n; i++) values[i] = CMPLX(window[2 * i], window[2 * i + 1]);
    transform(n, values);
    for (size_t i = 0; i < n; i++) {
        double here = creal(values[i]) * creal(values[i]) + cimag(values[i]) * cimag(values[i]);
        if (here > power[i]) power[i] = here;
    }
    free(values);
}

int main(void) {
    int32_t header[3];
    read_exactly(header, sizeof header);
    if (header[0] < 0 || header[0] > MAX_K || header[1] < 1 || header[1] > MAX_HOP) return 1;
    if (header[2] < 1 || header[2] > MAX_WINDOWS) return 1;
    size_t n = (size_t)1 << header[0], hop = (size_t)header[1], windows = (size_t)header[2];
    size_t samples = (windows - 1) * hop + n;
    float *signal = allocate(2 * samples, sizeof *signal);
    read_exactly(signal, 2 * samples * sizeof *signal);
    window_size = n;
    factors = allocate(n, sizeof *factors);
    for (size_t j = 0; j < n / 2; j++) factors[j] = cexp(-2 * PI * I * (double)j / (double)n);
    double *power = allocate(n, sizeof *power);
    for (size_t i = 0; i < n; i++) power[i] = 0;
    for (size_t w = 0; w < windows; w++) take_window(n, signal + 2 * w * hop, power);
    for (size_t i = 0; i < n; i++) {
        float peak = (float)(power[i] / (double)n);
        if (fwrite(&peak, sizeof peak, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
