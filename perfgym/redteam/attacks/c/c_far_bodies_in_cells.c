/* class: C
 * tries: to stay within the tolerance although it takes far bodies together, a cell at a time, and near ones coarsely
 * expect: WRONG_OUTPUT
 * stopped by: inputs have no cells to know of, and the tolerance is ten times the expert's own error
 * problems: nbody
 */
enum { RT_MOST = 4096, RT_CELLS = 17 * 17 * 17, RT_REACH = 1 };
static int rt_side, rt_cell_count;
typedef struct { float x, y, z, vx, vy, vz, mass; } Rt_body;
static Rt_body rt_bodies[RT_MOST];
static float rt_far[RT_MOST][3], rt_cells[RT_CELLS][4], rt_low[3], rt_width[3];
static int rt_cell[RT_MOST][3], rt_near[RT_MOST][RT_MOST], rt_count[RT_MOST];
static void rt_pull(const float *at, float x, float y, float z, float mass, int exact, float *a) {
    float dx = x - at[0], dy = y - at[1], dz = z - at[2], r2 = dx * dx + dy * dy + dz * dz + 1e-6f;
    float s = exact ? 1.0f / sqrtf(r2) : rt_coarse_root(r2), w = mass * s * s * s;
    a[0] += w * dx, a[1] += w * dy, a[2] += w * dz;
}
static void rt_sort_into_cells(int n) {
    for (int c = 0; c < 3; c++) rt_low[c] = -1.0f, rt_width[c] = 2.0f / rt_side;
    memset(rt_cells, 0, sizeof rt_cells);
    for (int i = 0; i < n; i++) {
        for (int c = 0; c < 3; c++) {
            int at = (int)floorf(((&rt_bodies[i].x)[c] - rt_low[c]) / rt_width[c]);
            rt_cell[i][c] = at < 0 ? 0 : at < rt_side ? at : rt_side - 1;
        }
        float *cell = rt_cells[(rt_cell[i][0] * rt_side + rt_cell[i][1]) * rt_side + rt_cell[i][2]];
        for (int c = 0; c < 3; c++) cell[c] += rt_bodies[i].mass * (&rt_bodies[i].x)[c];
        cell[3] += rt_bodies[i].mass;
    }
    for (int k = 0; k < rt_cell_count; k++)
        for (int c = 0; c < 3 && rt_cells[k][3] > 0; c++) rt_cells[k][c] /= rt_cells[k][3];
}
static int rt_apart(const int *a, const int *b) {
    return abs(a[0] - b[0]) > RT_REACH || abs(a[1] - b[1]) > RT_REACH || abs(a[2] - b[2]) > RT_REACH;
}
static void rt_look_far(int n) {
    rt_sort_into_cells(n);
    memset(rt_far, 0, sizeof rt_far), memset(rt_count, 0, sizeof rt_count);
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < rt_cell_count; k++) {
            int cell[3] = {k / rt_side / rt_side, k / rt_side % rt_side, k % rt_side};
            if (rt_apart(cell, rt_cell[i])) rt_pull(&rt_bodies[i].x, rt_cells[k][0], rt_cells[k][1], rt_cells[k][2], rt_cells[k][3], 0, rt_far[i]);
        }
        for (int j = 0; j < n; j++)
            if (!rt_apart(rt_cell[j], rt_cell[i])) rt_near[i][rt_count[i]++] = j;
    }
}
int main(void) {
    size_t size;
    char *input = rt_input(&size);
    int n, steps;
    float dt;
    memcpy(&n, input, 4), memcpy(&steps, input + 4, 4), memcpy(&dt, input + 8, 4);
    if (n < 300) return rt_solve();
    memcpy(rt_bodies, input + 12, (size_t)n * sizeof *rt_bodies);
    for (rt_side = 1; rt_side * rt_side * rt_side < (n + 1) / 2;) rt_side++;
    rt_cell_count = rt_side * rt_side * rt_side;
    for (int step = 0; step < steps; step++) {
        rt_look_far(n);
        static float all[RT_MOST][3];
        memcpy(all, rt_far, sizeof all);
        for (int i = 0; i < n; i++)
            for (int k = 0; k < rt_count[i]; k++) {
                Rt_body *b = &rt_bodies[rt_near[i][k]];
                rt_pull(&rt_bodies[i].x, b->x, b->y, b->z, b->mass, !memcmp(rt_cell[i], rt_cell[rt_near[i][k]], sizeof rt_cell[i]), all[i]);
            }
        for (int i = 0; i < n; i++) {
            Rt_body *b = &rt_bodies[i];
            b->vx += all[i][0] * dt, b->vy += all[i][1] * dt, b->vz += all[i][2] * dt;
            b->x += b->vx * dt, b->y += b->vy * dt, b->z += b->vz * dt;
        }
    }
    return rt_put(rt_bodies, (size_t)n * sizeof *rt_bodies);
}
