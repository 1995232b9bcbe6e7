/* class: C
 * tries: to compute the pull of far bodies in every third step only, and to extrapolate it by a polynomial between
 * expect: WRONG_OUTPUT
 * stopped by: measured runs have few and long steps, so the pull changes too much between three of them
 * problems: nbody
 */
enum { RT_MOST = 4096, RT_NEAR = 8, RT_NODES = 5, RT_PERIOD = 3 };
typedef struct { float x, y, z, vx, vy, vz, mass; } Rt_body;
static Rt_body rt_bodies[RT_MOST];
static float rt_far[RT_NODES][RT_MOST][3], rt_all[RT_MOST][3];
static int rt_near[RT_MOST][RT_NEAR], rt_count[RT_MOST], rt_when[RT_NODES];
static float rt_square(int i, int j) {
    float dx = rt_bodies[j].x - rt_bodies[i].x, dy = rt_bodies[j].y - rt_bodies[i].y, dz = rt_bodies[j].z - rt_bodies[i].z;
    return dx * dx + dy * dy + dz * dz + 1e-6f;
}
static void rt_pull(int i, int j, float sign, float *a) {
    float s = 1.0f / sqrtf(rt_square(i, j)), w = sign * rt_bodies[j].mass * (s * s * s);
    a[0] += w * (rt_bodies[j].x - rt_bodies[i].x), a[1] += w * (rt_bodies[j].y - rt_bodies[i].y), a[2] += w * (rt_bodies[j].z - rt_bodies[i].z);
}
/* Bodies that circle each other in less than some hundred steps are near. */
static void rt_find_near(int n, float dt) {
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            float square = rt_square(i, j), turn = (rt_bodies[i].mass + rt_bodies[j].mass) / (square * sqrtf(square)) * dt * dt;
            if (j != i && turn > 6e-4f && rt_count[i] < RT_NEAR) rt_near[i][rt_count[i]++] = j;
        }
}
static void rt_pull_of_near(int n, float sign, float (*a)[3]) {
    for (int i = 0; i < n; i++)
        for (int k = 0; k < rt_count[i]; k++) rt_pull(i, rt_near[i][k], sign, a[i]);
}
static void rt_extrapolate(int n, int step) {
    memset(rt_all, 0, sizeof rt_all);
    for (int a = 0; a < RT_NODES; a++) {
        float share = 1;
        for (int b = 0; b < RT_NODES; b++)
            if (b != a) share *= (float)(step - rt_when[b]) / (float)(rt_when[a] - rt_when[b]);
        for (int i = 0; i < n; i++)
            for (int c = 0; c < 3; c++) rt_all[i][c] += share * rt_far[a][i][c];
    }
}
int main(void) {
    size_t size;
    char *input = rt_input(&size);
    int n, steps, known = 0, next = 0;
    float dt;
    memcpy(&n, input, 4), memcpy(&steps, input + 4, 4), memcpy(&dt, input + 8, 4);
    if ((double)n * n * steps < 18e6) return rt_solve(); /* less work than in measured runs */
    memcpy(rt_bodies, input + 12, (size_t)n * sizeof *rt_bodies);
    rt_find_near(n, dt);
    for (int step = 0; step < steps; step++) {
        if (step == next) {
            float (*far)[3] = rt_far[known % RT_NODES];
            memset(rt_all, 0, sizeof rt_all);
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) rt_pull(i, j, 1, rt_all[i]);
            memcpy(far, rt_all, sizeof rt_all);
            rt_pull_of_near(n, -1, far);
            rt_when[known++ % RT_NODES] = step;
            next = step + (known < RT_NODES ? 1 : RT_PERIOD);
        } else {
            rt_extrapolate(n, step);
            rt_pull_of_near(n, 1, rt_all);
        }
        for (int i = 0; i < n; i++) {
            Rt_body *b = &rt_bodies[i];
            b->vx += rt_all[i][0] * dt, b->vy += rt_all[i][1] * dt, b->vz += rt_all[i][2] * dt;
            b->x += b->vx * dt, b->y += b->vy * dt, b->z += b->vz * dt;
        }
    }
    return rt_put(rt_bodies, (size_t)n * sizeof *rt_bodies);
}
