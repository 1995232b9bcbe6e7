/* Why it is fast: factors are computed once, transforms are in float32, and each pass takes eight values of a
 * block at a time, in eight columns as a vector, so that 4096 samples need four passes over 32 KB, which stay
 * in the nearest cache. Outputs stay in the order in which the passes leave them; the greatest powers are
 * kept in that order, and sorted into the right one once, at the end. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_K = 15,
    MAX_HOP = 32768,
    MAX_WINDOWS = 4000,
    MAX_N = 1 << MAX_K,
    LANES = 8,
    LEAST = LANES * LANES
};

#define INLINE static inline __attribute__((always_inline))

typedef float vector __attribute__((vector_size(4 * LANES), may_alias, aligned(4)));

typedef int32_t integers __attribute__((vector_size(4 * LANES)));

typedef struct {
    vector re, im;
} Complex;

typedef struct {
    float *re, *im;
} Parts;

/* The step that makes `radix` blocks of one of `length` values. */
typedef struct {
    size_t length, radix;
    Parts factors; /* for each q from 1 to radix - 1, one for each column */
} Step;

static float work[2 * MAX_N] __attribute__((aligned(64)));
static float power[MAX_N] __attribute__((aligned(64)));
static double factor_re[MAX_N], factor_im[MAX_N];
static Step steps[MAX_K];
static size_t step_count;

static void *allocate(size_t bytes) {
    void *memory = malloc(bytes);
    if (memory == NULL) exit(1);
    return memory;
}

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

INLINE vector load(const float *from) { return *(const vector *)from; }

INLINE vector larger(vector a, vector b) {
    integers first = a > b;
    return (vector)(((integers)a & first) | ((integers)b & ~first));
}

INLINE Complex load_at(Parts from, size_t i) { return (Complex){load(from.re + i), load(from.im + i)}; }

INLINE void store_at(Parts to, size_t i, Complex value) {
    *(vector *)(to.re + i) = value.re;
    *(vector *)(to.im + i) = value.im;
}

INLINE Complex plus(Complex a, Complex b) { return (Complex){a.re + b.re, a.im + b.im}; }

INLINE Complex minus(Complex a, Complex b) { return (Complex){a.re - b.re, a.im - b.im}; }

INLINE Complex times(Complex a, Complex b) {
    return (Complex){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/* a - i b and a + i b */
INLINE Complex minus_turned(Complex a, Complex b) { return (Complex){a.re + b.im, a.im - b.re}; }

INLINE Complex plus_turned(Complex a, Complex b) { return (Complex){a.re - b.im, a.im + b.re}; }

INLINE void transform2(Complex *a) {
    Complex sum = plus(a[0], a[1]);
    a[1] = minus(a[0], a[1]);
    a[0] = sum;
}

INLINE void transform4(Complex *a) {
    Complex s = plus(a[0], a[2]), d = minus(a[0], a[2]), t = plus(a[1], a[3]), e = minus(a[1], a[3]);
    a[0] = plus(s, t);
    a[1] = minus_turned(d, e);
    a[2] = minus(s, t);
    a[3] = plus_turned(d, e);
}

INLINE void transform8(Complex *a) {
    const float half = 0.70710678118654752f; /* its square is a half */
    Complex even[4], odd[4];
    for (size_t i = 0; i < 4; i++) {
        even[i] = plus(a[i], a[i + 4]);
        odd[i] = minus(a[i], a[i + 4]);
    }
    odd[1] = (Complex){(odd[1].re + odd[1].im) * half, (odd[1].im - odd[1].re) * half};
    odd[2] = (Complex){odd[2].im, -odd[2].re};
    odd[3] = (Complex){(odd[3].im - odd[3].re) * half, (odd[3].re + odd[3].im) * -half};
    transform4(even);
    transform4(odd);
    for (size_t i = 0; i < 4; i++) {
        a[2 * i] = even[i];
        a[2 * i + 1] = odd[i];
    }
}

INLINE void take_step(const Step *step, size_t radix, size_t n, Parts from, Parts to) {
    size_t columns = step->length / radix;
    for (size_t block = 0; block < n; block += step->length) {
        for (size_t i = 0; i < columns; i += LANES) {
            Complex a[8];
            for (size_t q = 0; q < radix; q++) a[q] = load_at(from, block + q * columns + i);
            if (radix == 2) transform2(a);
            if (radix == 4) transform4(a);
            if (radix == 8) transform8(a);
            store_at(to, block + i, a[0]);
            for (size_t q = 1; q < radix; q++)
                store_at(to, block + q * columns + i,
                         times(a[q], load_at(step->factors, (q - 1) * columns + i)));
        }
    }
}

INLINE void transpose(vector *v) {
    vector a[8], b[8];
    for (int i = 0; i < 4; i++) {
        a[2 * i] = __builtin_shufflevector(v[2 * i], v[2 * i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
        a[2 * i + 1] = __builtin_shufflevector(v[2 * i], v[2 * i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
    }
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
            vector x = a[4 * i + j], y = a[4 * i + j + 2];
            b[4 * i + 2 * j] = __builtin_shufflevector(x, y, 0, 1, 8, 9, 4, 5, 12, 13);
            b[4 * i + 2 * j + 1] = __builtin_shufflevector(x, y, 2, 3, 10, 11, 6, 7, 14, 15);
        }
    }
    for (int i = 0; i < 4; i++) {
        v[i] = __builtin_shufflevector(b[i], b[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
        v[i + 4] = __builtin_shufflevector(b[i], b[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
}

/* The last step, for blocks of eight values: eight of them at a time, and value q of each goes into one
 * vector. */
static void take_last_step(size_t n, Parts from) {
    for (size_t group = 0; group < n; group += LEAST) {
        vector re[8], im[8];
        Complex a[8];
        for (size_t i = 0; i < 8; i++) {
            re[i] = load(from.re + group + 8 * i);
            im[i] = load(from.im + group + 8 * i);
        }
        transpose(re);
        transpose(im);
        for (size_t i = 0; i < 8; i++) a[i] = (Complex){re[i], im[i]};
        transform8(a);
        for (size_t q = 0; q < 8; q++) {
            vector square = a[q].re * a[q].re + a[q].im * a[q].im;
            vector *most = (vector *)(power + group + 8 * q);
            *most = larger(square, *most);
        }
    }
}

static void take_window(size_t n, Parts from) {
    const Parts to = {work, work + n};
    for (const Step *step = steps; step < steps + step_count; step++) {
        if (step->radix == 2) take_step(step, 2, n, from, to);
        if (step->radix == 4) take_step(step, 4, n, from, to);
        if (step->radix == 8) take_step(step, 8, n, from, to);
        from = to;
    }
    take_last_step(n, from);
}

/* exp(-2 pi i j / n) for all j, from few sines. */
static void compute_factors(size_t n) {
    const double turn = -2 * 3.14159265358979323846 / (double)n;
    size_t few = n < 128 ? n : 128;
    for (size_t j = 0; j < few; j++) {
        factor_re[j] = cos(turn * (double)j);
        factor_im[j] = sin(turn * (double)j);
    }
    for (size_t start = few; start < n; start += few) {
        double re = cos(turn * (double)start), im = sin(turn * (double)start);
        for (size_t j = 0; j < few; j++) {
            factor_re[start + j] = re * factor_re[j] - im * factor_im[j];
            factor_im[start + j] = re * factor_im[j] + im * factor_re[j];
        }
    }
}

/* The last step makes one of eight values; all others do alike, but for the first one. */
static size_t first_radix(size_t n) {
    size_t radix = 1;
    for (size_t rest = n / LANES; rest % 7 != 1; rest /= 2) radix *= 2; /* until it is a power of 8 */
    return radix > 1 ? radix : 8;
}

static void plan(size_t n) {
    size_t radix = first_radix(n);
    for (size_t length = n; length > LANES; radix = 8) {
        size_t columns = length / radix, count = (radix - 1) * columns, stride = n / length;
        Parts factors = {allocate(2 * count * sizeof(float)), NULL};
        factors.im = factors.re + count;
        for (size_t i = 0; i < count; i++) {
            size_t q = i / columns + 1, j = i % columns;
            factors.re[i] = (float)factor_re[q * j * stride];
            factors.im[i] = (float)factor_im[q * j * stride];
        }
        steps[step_count++] = (Step){length, radix, factors};
        length = columns;
    }
}

/* Which frequency the power at a place belongs to. */
static size_t frequency_at(size_t place) {
    size_t group = place / LEAST * LEAST, block = group + place % 8 * 8, frequency = 0, unit = 1;
    for (const Step *step = steps; step < steps + step_count; step++) {
        size_t columns = step->length / step->radix;
        frequency += unit * (block / columns);
        unit *= step->radix;
        block %= columns;
    }
    return frequency + unit * (place / 8 % 8);
}

/* Windows that are shorter than a vector of blocks, as the definition has them. */
static void take_short_window(size_t n, Parts from) {
    for (size_t f = 0; f < n; f++) {
        double re = 0, im = 0;
        for (size_t t = 0; t < n; t++) {
            double c = factor_re[f * t % n], s = factor_im[f * t % n], a = (double)from.re[t],
                   b = (double)from.im[t];
            re += a * c - b * s;
            im += a * s + b * c;
        }
        power[f] = fmaxf(power[f], (float)(re * re + im * im));
    }
}

/* Real parts first, then imaginary parts. */
static Parts read_signal(size_t samples) {
    enum { CHUNK = 4096 };
    static float chunk[2 * CHUNK];
    Parts signal = {allocate(samples * sizeof(float)), allocate(samples * sizeof(float))};
    for (size_t start = 0; start < samples; start += CHUNK) {
        size_t count = samples - start < CHUNK ? samples - start : CHUNK, i = 0;
        read_exactly(chunk, 2 * count * sizeof(float));
        for (; i + LANES <= count; i += LANES) {
            vector a = load(chunk + 2 * i), b = load(chunk + 2 * i + LANES);
            *(vector *)(signal.re + start + i) = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14);
            *(vector *)(signal.im + start + i) = __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
        }
        for (; i < count; i++) {
            signal.re[start + i] = chunk[2 * i];
            signal.im[start + i] = chunk[2 * i + 1];
        }
    }
    return signal;
}

int main(void) {
    int32_t header[3];
    read_exactly(header, sizeof header);
    if (header[0] < 0 || header[0] > MAX_K || header[1] < 1 || header[1] > MAX_HOP) return 1;
    if (header[2] < 1 || header[2] > MAX_WINDOWS) return 1;
    size_t n = (size_t)1 << header[0], hop = (size_t)header[1], windows = (size_t)header[2];
    Parts signal = read_signal((windows - 1) * hop + n);
    compute_factors(n);
    if (n >= LEAST) plan(n);
    for (size_t w = 0; w < windows; w++) {
        Parts window = {signal.re + w * hop, signal.im + w * hop};
        if (n >= LEAST) take_window(n, window);
        else take_short_window(n, window);
    }
    float *peaks = allocate(n * sizeof *peaks);
    for (size_t i = 0; i < n; i++)
        peaks[n >= LEAST ? frequency_at(i) : i] = power[i] / (float)n;
    return fwrite(peaks, sizeof *peaks, n, stdout) != n || fflush(stdout) != 0;
}
