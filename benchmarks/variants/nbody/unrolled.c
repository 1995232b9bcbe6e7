/* Four bodies i share each body j, with sums of their own: independent roots overlap. */
#include "frame.h"
#include <math.h>

enum { TOGETHER = 4 };

static float a[MAX_BODIES + TOGETHER][3];

static void simulate(Body *bodies, size_t n, int32_t steps, float dt) {
    for (; steps > 0; steps--) {
        for (size_t first = 0; first < n; first += TOGETHER) {
            float sums[TOGETHER][3] = {{0}};
            for (size_t j = 0; j < n; j++) {
                for (size_t k = 0; k < TOGETHER; k++) {
                    const Body *body = &bodies[first + k < n ? first + k : n - 1];
                    float dx = bodies[j].x - body->x, dy = bodies[j].y - body->y, dz = bodies[j].z - body->z;
                    float s = 1.0f / sqrtf(dx * dx + dy * dy + dz * dz + 1e-6f);
                    float weight = bodies[j].mass * (s * s * s);
                    sums[k][0] += weight * dx;
                    sums[k][1] += weight * dy;
                    sums[k][2] += weight * dz;
                }
            }
            for (size_t k = 0; k < TOGETHER; k++)
                for (int c = 0; c < 3; c++) a[first + k][c] = sums[k][c];
        }
        for (size_t i = 0; i < n; i++) move(&bodies[i], a[i], dt);
    }
}
