/* Why it is fast: coordinates lie in one array each, so sixteen bodies fill two vectors a
 * coordinate and every body j is broadcast once to both. No horizontal sums, no branch for j = i
 * (its distance is zero, so it adds zero). The inverse cube of the distance takes neither a root nor a
 * division: its estimate comes from halving and negating the exponent, and a polynomial corrects it to about
 * 4e-7. */
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

typedef float vector __attribute__((vector_size(4 * LANES), may_alias));
typedef int32_t integers __attribute__((vector_size(4 * LANES), may_alias));

/* One array a field. MAX_BODIES is a multiple of BLOCK. */
static float field[FIELDS][MAX_BODIES] __attribute__((aligned(64)));
static float acceleration[3][MAX_BODIES] __attribute__((aligned(64)));

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

/* mass / x^(3/2). As s estimates 1 / sqrt(x) to about 5 bits, that is mass * s^3 / (1 - error)^(3/2). */
static vector weight_of(float mass, vector x) {
    vector s = (vector)(0x5f3759df - ((integers)x >> 1)), square = s * s, error = 1.0f - x * square;
    vector correction = 2.2033257f + 2.4652472f * error;
    correction = 1.0f + error * (1.4999815f + error * (1.875028f + error * correction));
    return mass * s * square * correction;
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
            vector weight = weight_of(mass, dz * dz + (dy * dy + (dx * dx + 1e-6f)));
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
