/* Each pair once: what draws one body draws the other the opposite way. */
#include "frame.h"
#include <math.h>
#include <string.h>

static float a[MAX_BODIES][3];

static void simulate(Body *bodies, size_t n, int32_t steps, float dt) {
    for (; steps > 0; steps--) {
        memset(a, 0, n * sizeof *a);
        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++) {
                float dx = bodies[j].x - bodies[i].x;
                float dy = bodies[j].y - bodies[i].y;
                float dz = bodies[j].z - bodies[i].z;
                float s = 1.0f / sqrtf(dx * dx + dy * dy + dz * dz + 1e-6f), cube = s * s * s;
                float there = bodies[j].mass * cube, here = bodies[i].mass * cube;
                a[i][0] += there * dx;
                a[i][1] += there * dy;
                a[i][2] += there * dz;
                a[j][0] -= here * dx;
                a[j][1] -= here * dy;
                a[j][2] -= here * dz;
            }
        }
        for (size_t i = 0; i < n; i++) move(&bodies[i], a[i], dt);
    }
}
