/* Gravity between all pairs of bodies, each pair once: a body pulls another as the other pulls it. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BODIES = 4096, MAX_STEPS = 1000 };

typedef struct {
    float x, y, z, vx, vy, vz, mass;
} Body;

typedef struct {
    float x, y, z;
} Vector;

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

/* Adds to the accelerations of all bodies what body i and those after it do to each other. */
static void attract(const Body *bodies, size_t n, size_t i, Vector *accelerations) {
    Vector a = accelerations[i];
    for (size_t j = i + 1; j < n; j++) {
        float dx = bodies[j].x - bodies[i].x;
        float dy = bodies[j].y - bodies[i].y;
        float dz = bodies[j].z - bodies[i].z;
        float r2 = dx * dx + dy * dy + dz * dz + 1e-6f;
        float s = 1.0f / sqrtf(r2);
        float cubed = s * s * s;
        float weight = bodies[j].mass * cubed, back = bodies[i].mass * cubed;
        a.x += weight * dx;
        a.y += weight * dy;
        a.z += weight * dz;
        accelerations[j].x -= back * dx;
        accelerations[j].y -= back * dy;
        accelerations[j].z -= back * dz;
    }
    accelerations[i] = a;
}

static void move(Body *body, Vector a, float dt) {
    body->vx += a.x * dt;
    body->vy += a.y * dt;
    body->vz += a.z * dt;
    body->x += body->vx * dt;
    body->y += body->vy * dt;
    body->z += body->vz * dt;
}

int main(void) {
    int32_t bodies_given, steps;
    float dt;
    read_exactly(&bodies_given, sizeof bodies_given);
    read_exactly(&steps, sizeof steps);
    read_exactly(&dt, sizeof dt);
    if (bodies_given < 1 || bodies_given > MAX_BODIES || steps < 1 || steps > MAX_STEPS) return 1;
    size_t n = (size_t)bodies_given;
    Body *bodies = malloc(n * sizeof *bodies);
    Vector *accelerations = malloc(n * sizeof *accelerations);
    if (bodies == NULL || accelerations == NULL) return 1;
    read_exactly(bodies, n * sizeof *bodies);
    for (int32_t step = 0; step < steps; step++) {
        memset(accelerations, 0, n * sizeof *accelerations);
        for (size_t i = 0; i < n; i++) attract(bodies, n, i, accelerations);
        for (size_t i = 0; i < n; i++) move(&bodies[i], accelerations[i], dt);
    }
    if (fwrite(bodies, sizeof *bodies, n, stdout) != n || fflush(stdout) != 0) return 1;
    free(bodies);
    free(accelerations);
    return 0;
}
