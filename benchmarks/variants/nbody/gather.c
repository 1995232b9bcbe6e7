/* Eight bodies at a time gathered from the structures where they lie; root and division in full. */
#include "frame.h"
#include <immintrin.h>

enum { LANES = 8, FIELDS = sizeof(Body) / sizeof(float) };

static float a[MAX_BODIES][3];

static float total(__m256 v) {
    float lanes[LANES], sum = 0.0f;
    _mm256_storeu_ps(lanes, v);
    for (int lane = 0; lane < LANES; lane++) sum += lanes[lane];
    return sum;
}

static __m256 field_of(const float *first, __m256i index, __m256 present) {
    return _mm256_mask_i32gather_ps(_mm256_setzero_ps(), first, index, present, sizeof(float));
}

static void accelerate(const Body *bodies, size_t n, size_t i) {
    __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    __m256i index = _mm256_mullo_epi32(lanes, _mm256_set1_epi32(FIELDS));
    __m256 ax = _mm256_setzero_ps(), ay = ax, az = ax;
    for (size_t j = 0; j < n; j += LANES) {
        __m256 present = _mm256_castsi256_ps(_mm256_cmpgt_epi32(_mm256_set1_epi32((int)(n - j)), lanes));
        __m256 dx = _mm256_sub_ps(field_of(&bodies[j].x, index, present), _mm256_set1_ps(bodies[i].x));
        __m256 dy = _mm256_sub_ps(field_of(&bodies[j].y, index, present), _mm256_set1_ps(bodies[i].y));
        __m256 dz = _mm256_sub_ps(field_of(&bodies[j].z, index, present), _mm256_set1_ps(bodies[i].z));
        __m256 mass = field_of(&bodies[j].mass, index, present);
        __m256 r2 = _mm256_fmadd_ps(dx, dx, _mm256_set1_ps(1e-6f));
        r2 = _mm256_fmadd_ps(dz, dz, _mm256_fmadd_ps(dy, dy, r2));
        __m256 s = _mm256_div_ps(_mm256_set1_ps(1.0f), _mm256_sqrt_ps(r2));
        __m256 weight = _mm256_mul_ps(_mm256_mul_ps(mass, s), _mm256_mul_ps(s, s));
        ax = _mm256_fmadd_ps(weight, dx, ax);
        ay = _mm256_fmadd_ps(weight, dy, ay);
        az = _mm256_fmadd_ps(weight, dz, az);
    }
    a[i][0] = total(ax);
    a[i][1] = total(ay);
    a[i][2] = total(az);
}

static void simulate(Body *bodies, size_t n, int32_t steps, float dt) {
    for (; steps > 0; steps--) {
        for (size_t i = 0; i < n; i++) accelerate(bodies, n, i);
        for (size_t i = 0; i < n; i++) move(&bodies[i], a[i], dt);
    }
}
