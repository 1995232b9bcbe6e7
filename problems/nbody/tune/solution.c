/* Gravity between all pairs of bodies, block of bodies by block: a tile of TARGETS bodies meets all
 * bodies of a block, LANES at a time. The bodies are padded with massless ones to whole vectors. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#if !defined(__x86_64__)
#include <arm_neon.h>
#endif

enum { MAX_BODIES = 4096, MAX_STEPS = 1000 };

/* Fields of a body; a file has those up to the mass. */
enum { X, Y, Z, VX, VY, VZ, MASS, AX, AY, AZ, FIELDS };

/* Ways to 1 / sqrt(x) */
enum Root { POWER, SQUARE_ROOT, INTEGER_GUESS, ESTIMATE };

static const enum Root root = ${ROOT};

enum {
    LANES = ${LANES},     /* bodies a vector */
    TARGETS = ${TARGETS}, /* bodies whose sums are formed together */
    BLOCK = ${BLOCK},     /* bodies that a tile meets before its sums are added up */
    UNROLL = ${UNROLL},   /* vectors per turn of the innermost loop */
    GROUP = ${GROUP},     /* bodies whose x lie together, and then whose y, and so on */
    MUTUAL = ${MUTUAL},   /* whether two blocks meet once, for both */
    WHOLE = 8, /* the number of bodies is a multiple */
};

_Static_assert(WHOLE % LANES == 0 && WHOLE % TARGETS == 0 && BLOCK % WHOLE == 0, "no tile sticks out");
_Static_assert(MAX_BODIES % GROUP == 0 && MAX_BODIES % WHOLE == 0, "all bodies have a place");

typedef float vector __attribute__((vector_size(4 * LANES), may_alias, aligned(4)));
typedef int32_t integers __attribute__((vector_size(4 * LANES)));
typedef float four __attribute__((vector_size(16)));

static float store[FIELDS * MAX_BODIES] __attribute__((aligned(64)));

static size_t smaller(size_t x, size_t y) { return x < y ? x : y; }

static float *at(size_t field, size_t body) {
    return store + (body / GROUP * FIELDS + field) * GROUP + body % GROUP;
}

static vector load(size_t field, size_t first) {
    if (GROUP >= LANES) return *(const vector *)at(field, first);
    vector loaded;
    for (size_t l = 0; l < LANES; l++) loaded[l] = *at(field, first + l);
    return loaded;
}

static void save(size_t field, size_t first, vector saved) {
    if (GROUP >= LANES)
        *(vector *)at(field, first) = saved;
    else
        for (size_t l = 0; l < LANES; l++) *at(field, first + l) = saved[l];
}

static vector newton_step(vector x, vector s) { return s * (1.5f - 0.5f * x * s * s); }

#if defined(__x86_64__)
static vector estimate(vector x) {
#if ${LANES} == 8
    return __builtin_ia32_rsqrtps256(x);
#elif ${LANES} == 4
    return __builtin_ia32_rsqrtps(x);
#else
    return (vector){__builtin_ia32_rsqrtss((four){x[0]})[0]};
#endif
}

static vector square_root(vector x) {
#if ${LANES} == 8
    return __builtin_ia32_sqrtps256(x);
#elif ${LANES} == 4
    return __builtin_ia32_sqrtps(x);
#else
    return (vector){sqrtf(x[0])};
#endif
}
#else
/* The processor's estimate has 8 bits, and one of its own steps makes about 16 of them. */
static vector estimate(vector x) {
    float lanes[LANES < 4 ? 4 : LANES] = {1, 1, 1, 1};
    memcpy(lanes, &x, sizeof x);
    for (size_t l = 0; l < LANES; l += 4) {
        float32x4_t four = vld1q_f32(lanes + l), s = vrsqrteq_f32(four);
        vst1q_f32(lanes + l, vmulq_f32(s, vrsqrtsq_f32(vmulq_f32(four, s), s)));
    }
    memcpy(&x, lanes, sizeof x);
    return x;
}

static vector square_root(vector x) {
    float lanes[LANES < 4 ? 4 : LANES] = {1, 1, 1, 1};
    memcpy(lanes, &x, sizeof x);
    for (size_t l = 0; l < LANES; l += 4) vst1q_f32(lanes + l, vsqrtq_f32(vld1q_f32(lanes + l)));
    memcpy(&x, lanes, sizeof x);
    return x;
}
#endif

static vector inverse_square_root(vector x) {
    if (root == SQUARE_ROOT) return 1.0f / square_root(x);
    if (root == ESTIMATE) return newton_step(x, estimate(x)); /* of at least 12 bits */
    vector s;
    if (root == POWER) {
        for (size_t l = 0; l < LANES; l++) s[l] = powf(x[l], -0.5f);
        return s;
    }
    s = (vector)(0x5f3759df - ((integers)x >> 1)); /* halves and negates the exponent: about 5 bits */
    return newton_step(x, newton_step(x, newton_step(x, s)));
}

static float total(vector parts) {
    float sum = 0.0f;
    for (size_t l = 0; l < LANES; l++) sum += parts[l];
    return sum;
}

/* A tile's bodies from `target` on are pulled by those from `first` to `end`, and pull if `mutual`. */
static inline __attribute__((always_inline)) void interact(size_t target, size_t first, size_t end,
                                                           int mutual) {
    vector sum[TARGETS][3];
    float body[TARGETS][4];
#pragma GCC unroll 8
    for (size_t t = 0; t < TARGETS; t++) {
        sum[t][X] = sum[t][Y] = sum[t][Z] = (vector){0};
        body[t][X] = *at(X, target + t);
        body[t][Y] = *at(Y, target + t);
        body[t][Z] = *at(Z, target + t);
        body[t][3] = *at(MASS, target + t);
    }
#pragma GCC unroll UNROLL
    for (size_t j = first; j < end; j += LANES) {
        const vector x = load(X, j), y = load(Y, j), z = load(Z, j), mass = load(MASS, j);
        vector ax = {0}, ay = {0}, az = {0};
#pragma GCC unroll 8
        for (size_t t = 0; t < TARGETS; t++) {
            vector dx = x - body[t][X], dy = y - body[t][Y], dz = z - body[t][Z];
            vector s = inverse_square_root(dx * dx + dy * dy + dz * dz + 1e-6f);
            vector cube = s * s * s, weight = mass * cube; /* distance to itself: zero, so no pull */
            sum[t][X] += weight * dx;
            sum[t][Y] += weight * dy;
            sum[t][Z] += weight * dz;
            if (mutual) {
                weight = body[t][3] * cube;
                ax += weight * dx;
                ay += weight * dy;
                az += weight * dz;
            }
        }
        if (mutual) {
            save(AX, j, load(AX, j) - ax);
            save(AY, j, load(AY, j) - ay);
            save(AZ, j, load(AZ, j) - az);
        }
    }
    for (size_t t = 0; t < TARGETS; t++)
        for (size_t c = 0; c < 3; c++) *at(AX + c, target + t) += total(sum[t][c]);
}

static void accelerate(size_t bodies) {
    for (size_t i = 0; i < bodies; i++) *at(AX, i) = *at(AY, i) = *at(AZ, i) = 0.0f;
    for (size_t i = 0; i < bodies; i += BLOCK) {
        for (size_t j = MUTUAL ? i : 0; j < bodies; j += BLOCK) {
            const size_t end = smaller(j + BLOCK, bodies);
            for (size_t target = i; target < smaller(i + BLOCK, bodies); target += TARGETS) {
                if (MUTUAL && j > i)
                    interact(target, j, end, 1);
                else
                    interact(target, j, end, 0);
            }
        }
    }
}

static void move(size_t n, float dt) {
    for (size_t i = 0; i < n; i++) {
        for (size_t c = 0; c < 3; c++) {
            *at(VX + c, i) += *at(AX + c, i) * dt;
            *at(X + c, i) += *at(VX + c, i) * dt;
        }
    }
}

int main(void) {
    static float bodies[MAX_BODIES][AX];
    int32_t counts[2];
    float dt;
    if (fread(counts, sizeof counts, 1, stdin) != 1 || fread(&dt, sizeof dt, 1, stdin) != 1) return 1;
    if (counts[0] < 1 || counts[0] > MAX_BODIES || counts[1] < 1 || counts[1] > MAX_STEPS) return 1;
    size_t n = (size_t)counts[0], whole = (n + WHOLE - 1) / WHOLE * WHOLE;
    if (fread(bodies, sizeof bodies[0], n, stdin) != n) return 1;
    for (size_t i = 0; i < n; i++)
        for (size_t f = 0; f < AX; f++) *at(f, i) = bodies[i][f];
    for (int32_t step = 0; step < counts[1]; step++) {
        accelerate(whole);
        move(n, dt);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t f = 0; f < AX; f++) bodies[i][f] = *at(f, i);
    return fwrite(bodies, sizeof bodies[0], n, stdout) != n || fflush(stdout) != 0;
}
