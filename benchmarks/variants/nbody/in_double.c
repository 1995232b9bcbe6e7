/* Forces in double precision: as many instructions, dearer roots and divisions. */
#include "frame.h"
#include <math.h>

static float a[MAX_BODIES][3];

static void simulate(Body *bodies, size_t n, int32_t steps, float dt) {
    for (; steps > 0; steps--) {
        for (size_t i = 0; i < n; i++) {
            double ax = 0, ay = 0, az = 0;
            for (size_t j = 0; j < n; j++) {
                double dx = (double)bodies[j].x - bodies[i].x;
                double dy = (double)bodies[j].y - bodies[i].y;
                double dz = (double)bodies[j].z - bodies[i].z;
                double s = 1.0 / sqrt(dx * dx + dy * dy + dz * dz + 1e-6);
                double weight = bodies[j].mass * (s * s * s);
                ax += weight * dx;
                ay += weight * dy;
                az += weight * dz;
            }
            a[i][0] = (float)ax;
            a[i][1] = (float)ay;
            a[i][2] = (float)az;
        }
        for (size_t i = 0; i < n; i++) move(&bodies[i], a[i], dt);
    }
}
