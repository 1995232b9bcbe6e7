/* Why it is fast: coordinates lie in one array each, so sixteen bodies fill two vectors a
 * coordinate and every body j is broadcast once to both. No horizontal sums, no branch for j = i
 * (its distance is zero, so it adds zero), and 1/sqrt is the hardware's 12-bit estimate with one
 * Newton step, which is accurate to about 2e-7. */
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

/* Vectors as gcc and clang know them, which spares reading all of immintrin.h. */
typedef float vector __attribute__((vector_size(32), may_alias));

/* One array a field. MAX_BODIES is a multiple of BLOCK. */
static float field[FIELDS][MAX_BODIES] __attribute__((aligned(64)));
static float acceleration[3][MAX_BODIES] __attribute__((aligned(64)));

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static vector inverse_square_root(vector x) {
    vector s = __builtin_ia32_rsqrtps256(x);
    return s * (1.5f - 0.5f * x * s * s);
}

/* Accelerations of the BLOCK bodies from `first` on. */
static void accelerate(size_t n, size_t first) {
    vector p[3][VECTORS], a[3][VECTORS];
#pragma GCC unroll 3
    for (int c = 0; c < 3; c++) {
#pragma GCC unroll 2
        for (size_t v = 0; v < VECTORS; v++) {
            p[c][v] = *(const vector *)&field[c][first + LANES * v];
            a[c][v] = (vector){0};
        }
    }
    for (size_t j = 0; j < n; j++) {
        float x = field[0][j], y = field[1][j], z = field[2][j], mass = field[6][j];
#pragma GCC unroll 2
        for (size_t v = 0; v < VECTORS; v++) {
            vector dx = x - p[0][v], dy = y - p[1][v], dz = z - p[2][v];
            vector s = inverse_square_root(dz * dz + (dy * dy + (dx * dx + 1e-6f)));
            vector weight = mass * s * (s * s);
            a[0][v] += weight * dx;
            a[1][v] += weight * dy;
            a[2][v] += weight * dz;
        }
    }
#pragma GCC unroll 3
    for (int c = 0; c < 3; c++)
#pragma GCC unroll 2
        for (size_t v = 0; v < VECTORS; v++)
            *(vector *)&acceleration[c][first + LANES * v] = a[c][v];
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
