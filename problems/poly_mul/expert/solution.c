/* Why it is fast: a number-theoretic transform takes n log n steps. Its numbers are whole numbers in doubles,
 * which are added, multiplied and rounded as vectors: a product is the sum of two doubles, of which the
 * nearest multiple of P is taken off. Sums are reduced only where they are multiplied. The transforms
 * forwards leave their values in the order in which the one backwards takes them, so that nothing is sorted.
 * They stop at polynomials of eight coefficients, which are multiplied modulo x^8 - 1 one by one. */
#pragma GCC optimize("O3") /* which makes vectors of the loops */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    P = 998244353,
    MAX_PAIRS = 1000000,
    MAX_COEFFICIENTS = 100000,
    MAX_LENGTH = 1 << 18,
    SHORT = 8, /* coefficients of the polynomials that are multiplied one by one */
    CHUNK = 4096, /* coefficients that are read or written at a time */
    LANES = 4,
    ROOT = 3,  /* of order P - 1 */
};

typedef double vector __attribute__((vector_size(8 * LANES), may_alias, aligned(8)));

#define ALIGNED __attribute__((aligned(64)))
#define ROUNDER 0x1.8p52 /* doubles near it are whole numbers */
#define PART 0x1p15      /* numbers below P are made of two parts */

/* roots[h + j] is the power j of a root of unity of order 2h; `back` has their inverses. They are converted
 * where they are needed, as memory that is used for the first time costs more. */
static int32_t roots[MAX_LENGTH] ALIGNED, back[MAX_LENGTH] ALIGNED;
static double a[MAX_LENGTH] ALIGNED, b[MAX_LENGTH] ALIGNED;
static int32_t numbers[CHUNK];

static void read_exactly(void *to, size_t bytes) {
    while (bytes > 0) {
        ssize_t got = read(0, to, bytes);
        if (got <= 0) exit(1);
        to = (char *)to + got;
        bytes -= (size_t)got;
    }
}

static void write_all(const void *from, size_t bytes) {
    while (bytes > 0) {
        ssize_t put = write(1, from, bytes);
        if (put <= 0) exit(1);
        from = (const char *)from + put;
        bytes -= (size_t)put;
    }
}

static int32_t read_int(int32_t smallest, int32_t largest) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < smallest || value > largest) exit(1);
    return value;
}

static double nearest_quotient(double x) { return __builtin_fma(x, 1.0 / P, ROUNDER) - ROUNDER; }

/* x modulo P, less than P in magnitude, for x whose quotient is below 2^50. */
static double reduced(double x) { return __builtin_fma(-nearest_quotient(x), P, x); }

/* x * y modulo P, less than P in magnitude, for x below 2^49 and y below P. */
static double product(double x, double y) {
    double high = x * y, low = __builtin_fma(x, y, -high);
    return reduced(high) + low;
}

static vector all_reduced(vector x) { return x - (x * (1.0 / P) + ROUNDER - ROUNDER) * P; }

static double power(double base, uint32_t exponent) {
    double result = 1;
    for (; exponent > 0; exponent /= 2) {
        if (exponent & 1) result = product(result, base);
        base = product(base, base);
    }
    return result;
}

static void forward(double *x, size_t length) {
    for (size_t half = length / 2; half >= SHORT; half /= 2)
        for (size_t start = 0; start < length; start += 2 * half) {
            double *restrict low = x + start, *restrict high = low + half;
            for (size_t j = 0; j < half; j++) {
                double sum = low[j] + high[j];
                high[j] = product(low[j] - high[j], roots[half + j]);
                low[j] = sum;
            }
        }
}

static void backward(double *x, size_t length) {
    for (size_t half = SHORT; half < length; half *= 2)
        for (size_t start = 0; start < length; start += 2 * half) {
            double *restrict low = x + start, *restrict high = low + half;
            for (size_t j = 0; j < half; j++) {
                double other = product(high[j], back[half + j]);
                high[j] = low[j] - other;
                low[j] += other;
            }
        }
}

/* x times y modulo z^8 - 1, into x. Numbers of y are parts * 2^15 + rest, so that sums are below 2^49. */
static void multiply_short(double *x, const double *y) {
    double factors[SHORT] ALIGNED, parts[2 * SHORT] ALIGNED, rests[2 * SHORT] ALIGNED;
    for (size_t i = 0; i < SHORT; i += LANES) {
        vector number = all_reduced(*(const vector *)(y + i)), part = number * (1 / PART) + ROUNDER - ROUNDER;
        *(vector *)(factors + i) = all_reduced(*(const vector *)(x + i));
        *(vector *)(parts + i) = *(vector *)(parts + SHORT + i) = part;
        *(vector *)(rests + i) = *(vector *)(rests + SHORT + i) = number - part * PART;
    }
    for (size_t v = 0; v < SHORT / LANES; v++) {
        vector upper = {0}, lower = {0};
#pragma GCC unroll 8
        for (size_t i = 0; i < SHORT; i++) {
            upper += factors[i] * *(const vector *)(parts + SHORT - i + LANES * v);
            lower += factors[i] * *(const vector *)(rests + SHORT - i + LANES * v);
        }
        *(vector *)(x + LANES * v) = all_reduced(all_reduced(upper) * PART + lower);
    }
}

/* Powers of a root of order `length`, and of its powers that have smaller orders. */
static void make_roots(int32_t *to, size_t length, double root) {
    size_t half = length / 2;
    if (half < SHORT) return;
    to[half] = 1;
    for (size_t known = 1; known < half; known *= 2) {
        int32_t *restrict from = to + half, *restrict next = from + known;
        for (size_t j = 0; j < known; j++) next[j] = (int32_t)product(from[j], root);
        root = product(root, root);
    }
    for (size_t i = half - 1; i >= SHORT; i--) to[i] = to[2 * i];
}

static size_t smaller(size_t x, size_t y) { return x < y ? x : y; }

static void read_polynomial(double *x, size_t n, size_t length) {
    for (size_t first = 0; first < n; first += CHUNK) {
        size_t count = smaller(CHUNK, n - first);
        read_exactly(numbers, count * sizeof *numbers);
        for (size_t i = 0; i < count; i++) x[first + i] = numbers[i];
    }
    memset(x + n, 0, (length - n) * sizeof *x);
}

static void write_product(const double *x, size_t n, double factor) {
    for (size_t first = 0; first < n; first += CHUNK) {
        size_t count = smaller(CHUNK, n - first);
        for (size_t i = 0; i < count; i++) {
            int32_t number = (int32_t)product(x[first + i], factor);
            numbers[i] = number + (number >> 31 & P);
        }
        write_all(numbers, count * sizeof *numbers);
    }
}

int main(void) {
    int32_t pairs = read_int(0, MAX_PAIRS);
    size_t n = (size_t)read_int(1, MAX_COEFFICIENTS), length = SHORT;
    while (length < 2 * n - 1) length *= 2;
    double root = power(ROOT, (P - 1) / (uint32_t)length);
    make_roots(roots, length, root);
    make_roots(back, length, power(root, P - 2));
    double factor = power((double)(length / SHORT), P - 2); /* undoes the transform's */
    for (; pairs > 0; pairs--) {
        read_polynomial(a, n, length);
        read_polynomial(b, n, length);
        forward(a, length);
        forward(b, length);
        for (size_t i = 0; i < length; i += SHORT) multiply_short(a + i, b + i);
        backward(a, length);
        write_product(a, 2 * n - 1, factor);
    }
    return 0;
}
