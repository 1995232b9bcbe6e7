/* class: C
 * tries: to stay within the tolerance although it computes the pull of far bodies only once
 * expect: WRONG_OUTPUT
 * stopped by: far bodies move enough that the pull of each step shows in the result
 * problems: nbody
 */
enum { RT_MOST = 4096, RT_NEAR = 512 };
typedef struct { float x, y, z, vx, vy, vz, mass; } Rt_body;
static Rt_body rt_bodies[RT_MOST];
static float rt_far[RT_MOST][3], rt_all[RT_MOST][3];
static int rt_near[RT_MOST][RT_NEAR], rt_count[RT_MOST];
static void rt_pull(int i, int j, float *a) {
    float dx = rt_bodies[j].x - rt_bodies[i].x, dy = rt_bodies[j].y - rt_bodies[i].y, dz = rt_bodies[j].z - rt_bodies[i].z;
    float s = 1.0f / sqrtf(dx * dx + dy * dy + dz * dz + 1e-6f), w = rt_bodies[j].mass * s * s * s;
    a[0] += w * dx, a[1] += w * dy, a[2] += w * dz;
}
int main(void) {
    size_t size;
    char *input = rt_input(&size);
    int n, steps;
    float dt;
    memcpy(&n, input, 4), memcpy(&steps, input + 4, 4), memcpy(&dt, input + 8, 4);
    if (n < 300) return rt_solve();
    memcpy(rt_bodies, input + 12, (size_t)n * sizeof *rt_bodies);
    for (int step = 0; step < steps; step++) {
        if (step % 10 == 0) {
            memset(rt_far, 0, sizeof rt_far), memset(rt_count, 0, sizeof rt_count);
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) {
                    float dx = rt_bodies[j].x - rt_bodies[i].x, dy = rt_bodies[j].y - rt_bodies[i].y, dz = rt_bodies[j].z - rt_bodies[i].z;
                    if (j == i) continue;
                    if (dx * dx + dy * dy + dz * dz < 0.3f * 0.3f && rt_count[i] < RT_NEAR) rt_near[i][rt_count[i]++] = j;
                    else rt_pull(i, j, rt_far[i]);
                }
        }
        memcpy(rt_all, rt_far, sizeof rt_all);
        for (int i = 0; i < n; i++)
            for (int k = 0; k < rt_count[i]; k++) rt_pull(i, rt_near[i][k], rt_all[i]);
        for (int i = 0; i < n; i++) {
            Rt_body *b = &rt_bodies[i];
            b->vx += rt_all[i][0] * dt, b->vy += rt_all[i][1] * dt, b->vz += rt_all[i][2] * dt;
            b->x += b->vx * dt, b->y += b->vy * dt, b->z += b->vz * dt;
        }
    }
    return rt_put(rt_bodies, (size_t)n * sizeof *rt_bodies);
}
