/* Why it is fast: a number-theoretic transform takes n log n steps, and its products are made in Montgomery's
 * form, which needs no division. The transforms forwards leave their values in the order in which the one
 * backwards takes them, so that nothing is sorted. They stop at polynomials of eight coefficients, which are
 * multiplied modulo x^8 - 1 one by one. All loops run over eight numbers at a time. */
#include <immintrin.h>
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
    LANES = 8,
    ROOT = 3, /* of order P - 1 */
};

#define ALIGNED __attribute__((aligned(32)))
#define LIMIT ((uint64_t)P << 32)

/* roots[h + j] is the power j of a root of unity of order 2h, in Montgomery's form; `back` has their
 * inverses. */
static uint32_t roots[MAX_LENGTH] ALIGNED, back[MAX_LENGTH] ALIGNED;
static uint32_t a[MAX_LENGTH] ALIGNED, b[MAX_LENGTH] ALIGNED;
static uint32_t negative_inverse; /* of P, modulo 2^32 */
static uint32_t one, square;      /* 2^32 and 2^64 modulo P */

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

/* x / 2^32 modulo P, for x less than P * 2^32. */
static uint32_t reduced(uint64_t x) {
    uint32_t q = (uint32_t)x * negative_inverse;
    uint32_t result = (uint32_t)((x + (uint64_t)q * P) >> 32);
    return result >= P ? result - P : result;
}

static uint32_t product(uint32_t x, uint32_t y) { return reduced((uint64_t)x * y); }

static uint32_t power(uint32_t base, uint32_t exponent) {
    uint32_t result = one;
    for (; exponent > 0; exponent /= 2) {
        if (exponent & 1) result = product(result, base);
        base = product(base, base);
    }
    return result;
}

static __m256i at(const uint32_t *from) { return _mm256_load_si256((const __m256i *)from); }
static void put(uint32_t *to, __m256i value) { _mm256_store_si256((__m256i *)to, value); }

/* Between 0 and P again: what is negative is large as an unsigned number. */
static __m256i sum(__m256i x, __m256i y) {
    __m256i result = _mm256_add_epi32(x, y);
    return _mm256_min_epu32(result, _mm256_sub_epi32(result, _mm256_set1_epi32(P)));
}

static __m256i difference(__m256i x, __m256i y) {
    __m256i result = _mm256_sub_epi32(x, y);
    return _mm256_min_epu32(result, _mm256_add_epi32(result, _mm256_set1_epi32(P)));
}

/* As reduced(), of four numbers at even places of the result and four at odd ones; less than 2P. */
static __m256i reduced_vector(__m256i even, __m256i odd) {
    __m256i p = _mm256_set1_epi32(P), n = _mm256_set1_epi32((int32_t)negative_inverse);
    even = _mm256_add_epi64(even, _mm256_mul_epu32(_mm256_mul_epu32(even, n), p));
    odd = _mm256_add_epi64(odd, _mm256_mul_epu32(_mm256_mul_epu32(odd, n), p));
    return _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa);
}

static __m256i products(__m256i x, __m256i y) {
    __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(x, 32), _mm256_srli_epi64(y, 32));
    __m256i result = reduced_vector(_mm256_mul_epu32(x, y), odd);
    return _mm256_min_epu32(result, _mm256_sub_epi32(result, _mm256_set1_epi32(P)));
}

static void forward(uint32_t *x, size_t length) {
    for (size_t half = length / 2; half >= LANES; half /= 2)
        for (size_t start = 0; start < length; start += 2 * half)
            for (size_t j = start; j < start + half; j += LANES) {
                __m256i low = at(x + j), high = at(x + j + half);
                put(x + j, sum(low, high));
                put(x + j + half, products(difference(low, high), at(roots + half + j - start)));
            }
}

static void backward(uint32_t *x, size_t length) {
    for (size_t half = LANES; half < length; half *= 2)
        for (size_t start = 0; start < length; start += 2 * half)
            for (size_t j = start; j < start + half; j += LANES) {
                __m256i low = at(x + j), high = products(at(x + j + half), at(back + half + j - start));
                put(x + j, sum(low, high));
                put(x + j + half, difference(low, high));
            }
}

/* x times y modulo z^8 - 1, divided by 2^32, into x. The sums of eight products fit into 64 bits. */
static void multiply_short(uint32_t *x, const uint32_t *y) {
    uint32_t twice[2 * LANES];
    memcpy(twice, y, LANES * sizeof *y);
    memcpy(twice + LANES, y, LANES * sizeof *y);
    __m256i low = _mm256_setzero_si256(), high = low;
    for (size_t i = 0; i < LANES; i++) {
        __m256i factor = _mm256_set1_epi32((int32_t)x[i]);
        const __m128i *from = (const __m128i *)(twice + LANES - i);
        low = _mm256_add_epi64(low, _mm256_mul_epu32(factor, _mm256_cvtepu32_epi64(_mm_loadu_si128(from))));
        high = _mm256_add_epi64(high,
                                _mm256_mul_epu32(factor, _mm256_cvtepu32_epi64(_mm_loadu_si128(from + 1))));
    }
    uint64_t sums[LANES] ALIGNED;
    _mm256_store_si256((__m256i *)sums, low);
    _mm256_store_si256((__m256i *)(sums + LANES / 2), high);
    for (size_t i = 0; i < LANES; i++) {
        uint64_t rest = sums[i] - (sums[i] >= LIMIT ? LIMIT : 0);
        x[i] = reduced(rest);
    }
}

static void make_roots(size_t length) {
    negative_inverse = 1;
    for (int i = 0; i < 5; i++) negative_inverse *= 2 + P * negative_inverse;
    one = (uint32_t)(((uint64_t)1 << 32) % P);
    square = (uint32_t)((uint64_t)one * one % P);
    for (size_t half = LANES; half < length; half *= 2) {
        uint32_t root = power(product(ROOT, square), (P - 1) / (uint32_t)(2 * half)),
                 inverse = power(root, P - 2);
        roots[half] = back[half] = one;
        for (size_t j = 1; j < half; j++) {
            roots[half + j] = product(roots[half + j - 1], root);
            back[half + j] = product(back[half + j - 1], inverse);
        }
    }
}

static void read_polynomial(uint32_t *x, size_t n, size_t length) {
    read_exactly(x, n * sizeof *x);
    memset(x + n, 0, (length - n) * sizeof *x);
}

int main(void) {
    int32_t pairs = read_int(0, MAX_PAIRS);
    size_t n = (size_t)read_int(1, MAX_COEFFICIENTS), length = LANES;
    while (length < 2 * n - 1) length *= 2;
    make_roots(length);
    /* Undoes the transform's factor and the division by 2^32. */
    uint32_t blocks = (uint32_t)(length / LANES),
             factor = product(power(product(blocks, square), P - 2), square);
    for (; pairs > 0; pairs--) {
        read_polynomial(a, n, length);
        read_polynomial(b, n, length);
        forward(a, length);
        forward(b, length);
        for (size_t i = 0; i < length; i += LANES) multiply_short(a + i, b + i);
        backward(a, length);
        for (size_t i = 0; i < 2 * n - 1; i += LANES)
            put(a + i, products(at(a + i), _mm256_set1_epi32((int32_t)factor)));
        write_all(a, (2 * n - 1) * sizeof *a);
    }
    return 0;
}
