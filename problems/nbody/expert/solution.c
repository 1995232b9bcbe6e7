/* Why it is fast: coordinates lie in one array each, so sixteen bodies fill two vectors a
 * coordinate and every body j is broadcast once to both. No horizontal sums, no branch for j = i
 * (its distance is zero, so it adds zero), and 1/sqrt is the hardware's 12-bit estimate with one
 * Newton step, which is accurate to about 2e-7. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MAX_BODIES = 4096,
    MAX_STEPS = 1000,
    LANES = 8,
    VECTORS = 2,               /* worked on together, to hide latency */
    BLOCK = LANES * VECTORS,   /* bodies; the arrays are padded with bodies of no mass */
    FIELDS = 7,                /* of a body: x y z vx vy vz mass */
};

/* One array a field. MAX_BODIES is a multiple of BLOCK. */
static float field[FIELDS][MAX_BODIES] __attribute__((aligned(64)));
static float acceleration[3][MAX_BODIES] __attribute__((aligned(64)));

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static __m256 inverse_square_root(__m256 x) {
    __m256 s = _mm256_rsqrt_ps(x);
    __m256 half = _mm256_mul_ps(_mm256_mul_ps(_mm256_set1_ps(0.5f), x), s);
    return _mm256_mul_ps(s, _mm256_fnmadd_ps(half, s, _mm256_set1_ps(1.5f)));
}

/* Accelerations of the BLOCK bodies from `first` on. */
static void accelerate(size_t n, size_t first) {
    __m256 p[3][VECTORS], a[3][VECTORS];
#pragma GCC unroll 3
    for (int c = 0; c < 3; c++) {
#pragma GCC unroll 2
        for (size_t v = 0; v < VECTORS; v++) {
            p[c][v] = _mm256_load_ps(&field[c][first + LANES * v]);
            a[c][v] = _mm256_setzero_ps();
        }
    }
    for (size_t j = 0; j < n; j++) {
        __m256 x = _mm256_broadcast_ss(&field[0][j]), y = _mm256_broadcast_ss(&field[1][j]);
        __m256 z = _mm256_broadcast_ss(&field[2][j]), mass = _mm256_broadcast_ss(&field[6][j]);
#pragma GCC unroll 2
        for (size_t v = 0; v < VECTORS; v++) {
            __m256 dx = _mm256_sub_ps(x, p[0][v]);
            __m256 dy = _mm256_sub_ps(y, p[1][v]);
            __m256 dz = _mm256_sub_ps(z, p[2][v]);
            __m256 r2 = _mm256_fmadd_ps(dx, dx, _mm256_set1_ps(1e-6f));
            r2 = _mm256_fmadd_ps(dz, dz, _mm256_fmadd_ps(dy, dy, r2));
            __m256 s = inverse_square_root(r2);
            __m256 weight = _mm256_mul_ps(_mm256_mul_ps(mass, s), _mm256_mul_ps(s, s));
            a[0][v] = _mm256_fmadd_ps(weight, dx, a[0][v]);
            a[1][v] = _mm256_fmadd_ps(weight, dy, a[1][v]);
            a[2][v] = _mm256_fmadd_ps(weight, dz, a[2][v]);
        }
    }
#pragma GCC unroll 3
    for (int c = 0; c < 3; c++)
#pragma GCC unroll 2
        for (size_t v = 0; v < VECTORS; v++)
            _mm256_store_ps(&acceleration[c][first + LANES * v], a[c][v]);
}

static void move(size_t n, float dt) {
    for (int c = 0; c < 3; c++) {
        for (size_t i = 0; i < n; i++) {
            field[3 + c][i] += acceleration[c][i] * dt;
            field[c][i] += field[3 + c][i] * dt;
        }
    }
}

int main(void) {
    static float bodies[MAX_BODIES][FIELDS];
    int32_t bodies_given, steps;
    float dt;
    read_exactly(&bodies_given, sizeof bodies_given);
    read_exactly(&steps, sizeof steps);
    read_exactly(&dt, sizeof dt);
    if (bodies_given < 1 || bodies_given > MAX_BODIES || steps < 1 || steps > MAX_STEPS) return 1;
    size_t n = (size_t)bodies_given;
    read_exactly(bodies, n * sizeof bodies[0]);
    for (size_t i = 0; i < n; i++)
        for (int f = 0; f < FIELDS; f++) field[f][i] = bodies[i][f];
    for (int32_t step = 0; step < steps; step++) {
        for (size_t first = 0; first < n; first += BLOCK) accelerate(n, first);
        move(n, dt);
    }
    for (size_t i = 0; i < n; i++)
        for (int f = 0; f < FIELDS; f++) bodies[i][f] = field[f][i];
    return fwrite(bodies, sizeof bodies[0], n, stdout) != n || fflush(stdout) != 0;
}
