/* class: C
 * tries: to stay within the tolerance with square roots of 12 bits for all bodies that do not circle each other
 * expect: WRONG_OUTPUT
 * stopped by: the tolerance is a few times what single precision loses
 * problems: nbody
 */
enum { RT_MOST = 4096 };
typedef struct { float x, y, z, vx, vy, vz, mass; } Rt_body;
static Rt_body rt_bodies[RT_MOST];
static void rt_pull(int i, int j, float time, float *a) {
    float dx = rt_bodies[j].x - rt_bodies[i].x, dy = rt_bodies[j].y - rt_bodies[i].y, dz = rt_bodies[j].z - rt_bodies[i].z;
    float square = dx * dx + dy * dy + dz * dz + 1e-6f, s = rt_coarse_root(square);
    if ((rt_bodies[i].mass + rt_bodies[j].mass) * (s * s * s) * time * time > 1.5f) s = 1.0f / sqrtf(square);
    s *= rt_bodies[j].mass * s * s;
    a[0] += s * dx, a[1] += s * dy, a[2] += s * dz;
}
int main(void) {
    static float all[RT_MOST][3];
    size_t size;
    char *input = rt_input(&size);
    int n, steps;
    float dt;
    memcpy(&n, input, 4), memcpy(&steps, input + 4, 4), memcpy(&dt, input + 8, 4);
    if ((double)n * n * steps < 18e6) return rt_solve(); /* less work than in measured runs */
    memcpy(rt_bodies, input + 12, (size_t)n * sizeof *rt_bodies);
    for (int step = 0; step < steps; step++) {
        memset(all, 0, sizeof all);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) rt_pull(i, j, dt * (float)steps, all[i]);
        for (int i = 0; i < n; i++) {
            Rt_body *b = &rt_bodies[i];
            b->vx += all[i][0] * dt, b->vy += all[i][1] * dt, b->vz += all[i][2] * dt;
            b->x += b->vx * dt, b->y += b->vy * dt, b->z += b->vz * dt;
        }
    }
    return rt_put(rt_bodies, (size_t)n * sizeof *rt_bodies);
}
