/* Scalar, with the hardware's estimate of 1/sqrt and one Newton step instead of root and division. */
#include "frame.h"
#include <immintrin.h>

static float a[MAX_BODIES][3];

static float inverse_square_root(float value) {
    float s = _mm_cvtss_f32(_mm_rsqrt_ss(_mm_set_ss(value)));
    return s * (1.5f - 0.5f * value * s * s);
}

static void simulate(Body *bodies, size_t n, int32_t steps, float dt) {
    for (; steps > 0; steps--) {
        for (size_t i = 0; i < n; i++) {
            float ax = 0.0f, ay = 0.0f, az = 0.0f;
            for (size_t j = 0; j < n; j++) {
                float dx = bodies[j].x - bodies[i].x;
                float dy = bodies[j].y - bodies[i].y;
                float dz = bodies[j].z - bodies[i].z;
                float s = inverse_square_root(dx * dx + dy * dy + dz * dz + 1e-6f);
                float weight = bodies[j].mass * (s * s * s);
                ax += weight * dx;
                ay += weight * dy;
                az += weight * dz;
            }
            a[i][0] = ax;
            a[i][1] = ay;
            a[i][2] = az;
        }
        for (size_t i = 0; i < n; i++) move(&bodies[i], a[i], dt);
    }
}
