/* Why it is fast: a number-theoretic transform takes n log n steps, and its products are made in Montgomery's
 * form, which needs no division. A polynomial modulo x^2h - r^2 splits into its remainders modulo x^h - r and
 * x^h + r. The factor r is the same in a whole block, so eight coefficients at a time are multiplied by it,
 * and two levels of splits need only one pass through memory. Splitting ends at eight coefficients, whose
 * product is made directly. A length of three quarters of a power of two leaves out the last of four parts.
 * Short polynomials are multiplied by the definition, with one division for each coefficient of a product. */
#include <immintrin.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    P = 998244353,
    MAX_PAIRS = 1000000,
    MAX_COEFFICIENTS = 100000,
    MAX_LENGTH = 1 << 18,
    LANES = 8,
    SHORT = 32, /* coefficients, up to which there is no transform */
    SHORTEST = 64,
    ROOT = 3, /* of order P - 1 */
    BUFFER = 1 << 16,
};

#define ALIGNED __attribute__((aligned(64)))

typedef __m256i vector;

/* A factor in Montgomery's form, and it times 1/P modulo 2^32. */
struct factor {
    uint32_t value, quotient;
};

/* Block i of any level is a polynomial modulo x^2h - r^2 with r = splits[i]. Its halves are the blocks 2i and
 * 2i + 1 of the next level. joins[i] is 1/r. */
static struct factor splits[MAX_LENGTH / LANES], joins[MAX_LENGTH / LANES];
static uint32_t a[MAX_LENGTH] ALIGNED, b[MAX_LENGTH] ALIGNED;
static uint32_t inverse_of_p; /* modulo 2^32 */

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

/* x * y / 2^32 modulo P. */
static uint32_t product(uint32_t x, uint32_t y) {
    uint64_t wide = (uint64_t)x * y, multiple = (uint64_t)((uint32_t)wide * inverse_of_p) * P;
    uint32_t difference = (uint32_t)(wide >> 32) - (uint32_t)(multiple >> 32);
    return difference + ((int32_t)difference < 0 ? P : 0);
}

/* 2^32 * x modulo P: x in Montgomery's form. */
static uint32_t in_form(uint32_t x) { return (uint32_t)(((uint64_t)x << 32) % P); }

/* Base and result are in Montgomery's form. */
static uint32_t power(uint32_t base, uint32_t exponent) {
    uint32_t result = in_form(1);
    for (; exponent > 0; exponent /= 2) {
        if (exponent & 1) result = product(result, base);
        base = product(base, base);
    }
    return result;
}

static uint32_t inverse(uint32_t x) { return power(x, P - 2); }

static struct factor make_factor(uint32_t value) {
    return (struct factor){value, value * inverse_of_p};
}

static void make_factors(size_t count) {
    splits[0] = joins[0] = make_factor(in_form(1));
    uint32_t order = 4; /* of the root of unity by which the second half of a level differs from the first */
    for (size_t half = 1; half < count; half *= 2, order *= 2) {
        uint32_t root = power(in_form(ROOT), (P - 1) / order), back = inverse(root);
        for (size_t i = 0; i < half; i++) {
            splits[half + i] = make_factor(product(splits[i].value, root));
            joins[half + i] = make_factor(product(joins[i].value, back));
        }
    }
}

static vector at(const uint32_t *from) { return _mm256_load_si256((const vector *)from); }
static void put(uint32_t *to, vector value) { _mm256_store_si256((vector *)to, value); }
static vector all(uint32_t value) { return _mm256_set1_epi32((int32_t)value); }

/* Vectors have numbers below 2P, unless a comment says otherwise. What is negative is large as an unsigned
 * number, so the smaller one of two numbers is the one in range. */
static vector sum(vector x, vector y) {
    vector result = _mm256_add_epi32(x, y);
    return _mm256_min_epu32(result, _mm256_sub_epi32(result, all(2 * P)));
}

static vector difference(vector x, vector y) {
    vector result = _mm256_sub_epi32(x, y);
    return _mm256_min_epu32(result, _mm256_add_epi32(result, all(2 * P)));
}

/* Below 4P: only for what is multiplied next. */
static vector wide_difference(vector x, vector y) {
    return _mm256_add_epi32(_mm256_sub_epi32(x, y), all(2 * P));
}

/* Below P. */
static vector final(vector x) { return _mm256_min_epu32(x, _mm256_sub_epi32(x, all(P))); }

/* Numbers of 64 bits, less than 2^32 * P, divided by 2^32 modulo P; `even` and `odd` have the numbers of even
 * and odd lanes, and the quotients are these numbers times 1/P modulo 2^32. */
static vector reduced(vector even, vector odd, vector even_quotient, vector odd_quotient) {
    even = _mm256_sub_epi64(even, _mm256_mul_epu32(even_quotient, all(P)));
    odd = _mm256_sub_epi64(odd, _mm256_mul_epu32(odd_quotient, all(P)));
    return _mm256_add_epi32(_mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa), all(P));
}

/* x may have any numbers of 32 bits. */
static vector times(vector x, struct factor factor) {
    vector odd = _mm256_srli_epi64(x, 32), value = all(factor.value), quotient = all(factor.quotient);
    return reduced(_mm256_mul_epu32(x, value), _mm256_mul_epu32(odd, value), _mm256_mul_epu32(x, quotient),
                   _mm256_mul_epu32(odd, quotient));
}

static void split_once(uint32_t *x, size_t length, size_t block) {
    size_t half = length / 2;
    for (size_t i = 0; i < half; i += LANES) {
        vector low = at(x + i), high = times(at(x + half + i), splits[block]);
        put(x + i, sum(low, high));
        put(x + half + i, difference(low, high));
    }
}

static void split_twice(uint32_t *x, size_t length, size_t block) {
    size_t quarter = length / 4;
    uint32_t *x1 = x + quarter, *x2 = x1 + quarter, *x3 = x2 + quarter;
    struct factor first = splits[block], low = splits[2 * block], high = splits[2 * block + 1];
    for (size_t i = 0; i < quarter; i += LANES) {
        vector v0 = at(x + i), v1 = at(x1 + i), v2 = times(at(x2 + i), first), v3 = times(at(x3 + i), first);
        vector low0 = sum(v0, v2), low1 = times(_mm256_add_epi32(v1, v3), low);
        vector high0 = difference(v0, v2), high1 = times(wide_difference(v1, v3), high);
        put(x + i, sum(low0, low1));
        put(x1 + i, difference(low0, low1));
        put(x2 + i, sum(high0, high1));
        put(x3 + i, difference(high0, high1));
    }
}

static void join_once(uint32_t *x, size_t length, size_t block) {
    size_t half = length / 2;
    for (size_t i = 0; i < half; i += LANES) {
        vector low = at(x + i), high = at(x + half + i);
        put(x + i, sum(low, high));
        put(x + half + i, times(wide_difference(low, high), joins[block]));
    }
}

static void join_twice(uint32_t *x, size_t length, size_t block) {
    size_t quarter = length / 4;
    uint32_t *x1 = x + quarter, *x2 = x1 + quarter, *x3 = x2 + quarter;
    struct factor last = joins[block], low = joins[2 * block], high = joins[2 * block + 1];
    for (size_t i = 0; i < quarter; i += LANES) {
        vector v0 = at(x + i), v1 = at(x1 + i), v2 = at(x2 + i), v3 = at(x3 + i);
        vector low0 = sum(v0, v1), low1 = times(wide_difference(v0, v1), low);
        vector high0 = sum(v2, v3), high1 = times(wide_difference(v2, v3), high);
        put(x + i, sum(low0, high0));
        put(x1 + i, sum(low1, high1));
        put(x2 + i, times(wide_difference(low0, high0), last));
        put(x3 + i, times(wide_difference(low1, high1), last));
    }
}

/* Splits a block of a power of two of coefficients into ones of eight. */
static void forward(uint32_t *x, size_t length, size_t block) {
    size_t part = length;
    if (__builtin_ctzl(length / LANES) & 1) {
        split_once(x, length, block);
        part /= 2;
    }
    for (; part > LANES; part /= 4)
        for (size_t i = 0; i < length / part; i++)
            split_twice(x + i * part, part, block * (length / part) + i);
}

/* Each coefficient gets multiplied by length / LANES. */
static void backward(uint32_t *x, size_t length, size_t block) {
    size_t part = LANES;
    while (4 * part <= length) {
        part *= 4;
        for (size_t i = 0; i < length / part; i++)
            join_twice(x + i * part, part, block * (length / part) + i);
    }
    if (part < length) join_once(x, length, block);
}

/* x times y modulo z^8 - r, divided by 2^32, into x. */
static void multiply_eight(uint32_t *x, const uint32_t *y, uint32_t r) {
    uint32_t factors[LANES] ALIGNED;
    uint32_t wrapped[2 * LANES] ALIGNED; /* r * y, then y; y * z^i begins at 8 - i */
    vector high = final(at(y));
    put(factors, final(at(x)));
    put(wrapped, final(times(high, make_factor(r))));
    put(wrapped + LANES, high);
    vector even = _mm256_setzero_si256(), odd = even;
    for (size_t i = 0; i < LANES; i++) {
        vector factor = all(factors[i]), turned = _mm256_loadu_si256((const vector *)(wrapped + LANES - i));
        even = _mm256_add_epi64(even, _mm256_mul_epu32(turned, factor));
        odd = _mm256_add_epi64(odd, _mm256_mul_epu32(_mm256_srli_epi64(turned, 32), factor));
    }
    /* Sums of eight products fit into 63 bits. Half of these numbers are too large for reduced(). */
    vector limit = _mm256_set1_epi64x((int64_t)P << 32), by = all(inverse_of_p);
    even = _mm256_min_epu32(even, _mm256_sub_epi64(even, limit));
    odd = _mm256_min_epu32(odd, _mm256_sub_epi64(odd, limit));
    put(x, reduced(even, odd, _mm256_mul_epu32(even, by), _mm256_mul_epu32(odd, by)));
}

/* x becomes the product of x and y, times length / LANES / 2^32; all in the form of this block. */
static void multiply_block(uint32_t *x, uint32_t *y, size_t length, size_t block) {
    forward(x, length, block);
    forward(y, length, block);
    size_t parts = length / LANES;
    for (size_t i = 0; i < parts; i++) {
        uint32_t r = splits[(block * parts + i) / 2].value;
        multiply_eight(x + i * LANES, y + i * LANES, i & 1 ? P - r : r);
    }
    backward(x, length, block);
}

/* What undoes the factor of multiply_block(), times `by`. */
static struct factor undoing(size_t length, uint32_t by) {
    uint32_t blocks = in_form((uint32_t)(length / LANES));
    return make_factor(product(product(inverse(blocks), in_form(in_form(1))), in_form(by)));
}

/* Modulo x^length - 1, where both factors have at most half as many coefficients. */
static void multiply_all(size_t n, size_t length) {
    size_t half = length / 2;
    for (uint32_t *x = a;; x = b) { /* The high half is empty, so both remainders are the low half. */
        memset(x + n, 0, (half - n) * sizeof *x);
        memcpy(x + half, x, half * sizeof *x);
        if (x == b) break;
    }
    multiply_block(a, b, half, 0);
    multiply_block(a + half, b + half, half, 1);
    struct factor scale = undoing(length, 1);
    for (size_t i = 0; i < half; i += LANES) {
        vector low = at(a + i), high = at(a + half + i);
        put(a + i, final(times(sum(low, high), scale)));
        put(a + half + i, final(times(difference(low, high), scale)));
    }
}

/* Modulo (x^2m - 1) * (x^m - r) with r^2 = -1. Where the product is A + B x^m + C x^2m, its remainders are
 * A + C + B x^m and A - C + r B. */
static void multiply_three_quarters(size_t n, size_t m) {
    for (uint32_t *x = a;; x = b) {
        memset(x + n, 0, (2 * m - n) * sizeof *x);
        for (size_t i = 0; i < m; i += LANES)
            put(x + 2 * m + i, sum(at(x + i), times(at(x + m + i), splits[1])));
        if (x == b) break;
    }
    multiply_block(a, b, 2 * m, 0);
    multiply_block(a + 2 * m, b + 2 * m, m, 2);
    uint32_t half = (P + 1) / 2;
    struct factor middle = undoing(2 * m, 1), low = undoing(2 * m, half), last = undoing(m, half);
    struct factor half_r = make_factor(product(splits[1].value, in_form(half)));
    for (size_t i = 0; i < m; i += LANES) {
        vector middle_part = times(at(a + m + i), middle), half_sum = times(at(a + i), low);
        vector half_difference = difference(times(at(a + 2 * m + i), last), times(middle_part, half_r));
        put(a + i, final(sum(half_sum, half_difference)));
        put(a + m + i, final(middle_part));
        put(a + 2 * m + i, final(difference(half_sum, half_difference)));
    }
}

static void multiply_long(int32_t pairs, size_t n) {
    size_t results = 2 * n - 1, length = SHORTEST;
    while (length < results) length *= 2;
    make_factors(length / LANES);
    for (; pairs > 0; pairs--) {
        read_exactly(a, n * sizeof *a);
        read_exactly(b, n * sizeof *b);
        if (results <= length / 4 * 3) multiply_three_quarters(n, length / 4);
        else multiply_all(n, length);
        write_all(a, results * sizeof *a);
    }
}

static void multiply_short(const uint32_t *x, const uint32_t *y, size_t n, uint32_t *to) {
    const uint64_t limit = 8 * (uint64_t)P * P; /* Twice this fits into 64 bits. */
    for (size_t i = 0; i < 2 * n - 1; i++) {
        size_t first = i < n ? 0 : i - (n - 1), last = i < n ? i : n - 1;
        uint64_t sum = 0;
        for (size_t j = first; j <= last; j++) {
            sum += (uint64_t)x[j] * y[i - j];
            if (sum >= limit) sum -= limit;
        }
        to[i] = (uint32_t)(sum % P);
    }
}

/* As many pairs at a time as fit into a buffer. */
static void multiply_all_short(int32_t pairs, size_t n) {
    size_t at_once = BUFFER / (2 * n * sizeof *a), results = 2 * n - 1;
    while (pairs > 0) {
        size_t count = (size_t)pairs < at_once ? (size_t)pairs : at_once;
        read_exactly(a, count * 2 * n * sizeof *a);
        for (size_t i = 0; i < count; i++)
            multiply_short(a + 2 * n * i, a + 2 * n * i + n, n, b + results * i);
        write_all(b, count * results * sizeof *b);
        pairs -= (int32_t)count;
    }
}

int main(void) {
    int32_t pairs = read_int(0, MAX_PAIRS);
    size_t n = (size_t)read_int(1, MAX_COEFFICIENTS);
    inverse_of_p = 1;
    for (int i = 0; i < 5; i++) inverse_of_p *= 2 - P * inverse_of_p;
    if (n <= SHORT) multiply_all_short(pairs, n);
    else multiply_long(pairs, n);
    return 0;
}
