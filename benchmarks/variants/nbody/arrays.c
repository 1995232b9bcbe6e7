/* One array a coordinate; no branch for a body and itself. Left to the compiler to vectorise. */
#include "frame.h"
#include <math.h>

static float x[MAX_BODIES], y[MAX_BODIES], z[MAX_BODIES], mass[MAX_BODIES], a[MAX_BODIES][3];

static void simulate(Body *bodies, size_t n, int32_t steps, float dt) {
    for (; steps > 0; steps--) {
        for (size_t i = 0; i < n; i++) {
            x[i] = bodies[i].x;
            y[i] = bodies[i].y;
            z[i] = bodies[i].z;
            mass[i] = bodies[i].mass;
        }
        for (size_t i = 0; i < n; i++) {
            float ax = 0.0f, ay = 0.0f, az = 0.0f;
            for (size_t j = 0; j < n; j++) {
                float dx = x[j] - x[i], dy = y[j] - y[i], dz = z[j] - z[i];
                float s = 1.0f / sqrtf(dx * dx + dy * dy + dz * dz + 1e-6f);
                float weight = mass[j] * (s * s * s);
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
