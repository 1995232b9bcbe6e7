/* Reads the bodies, lets the variant's simulate() move them, writes them. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_BODIES = 4096, MAX_STEPS = 1000 };

typedef struct {
    float x, y, z, vx, vy, vz, mass;
} Body;

static void simulate(Body *bodies, size_t n, int32_t steps, float dt);

static inline void move(Body *body, const float a[3], float dt) {
    body->vx += a[0] * dt;
    body->vy += a[1] * dt;
    body->vz += a[2] * dt;
    body->x += body->vx * dt;
    body->y += body->vy * dt;
    body->z += body->vz * dt;
}

int main(void) {
    static Body bodies[MAX_BODIES];
    int32_t header[2];
    float dt;
    if (fread(header, sizeof header, 1, stdin) != 1 || fread(&dt, sizeof dt, 1, stdin) != 1) return 1;
    if (header[0] < 1 || header[0] > MAX_BODIES || header[1] < 1 || header[1] > MAX_STEPS) return 1;
    size_t n = (size_t)header[0];
    if (fread(bodies, sizeof *bodies, n, stdin) != n) return 1;
    simulate(bodies, n, header[1], dt);
    return fwrite(bodies, sizeof *bodies, n, stdout) != n || fflush(stdout) != 0;
}
