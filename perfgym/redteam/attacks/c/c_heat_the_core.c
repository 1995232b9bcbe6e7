/* class: C
 * tries: to slow the reference down by heating the core
 * expect: ACCEPTED
 * stopped by: the program's own cost grows most; pairs in balanced order
 */
int main(void) {
    int status = rt_solve();
    float sums[64] = {0};
    for (int i = 0; i < 2000000; i++)
        for (int j = 0; j < 64; j++) sums[j] = sums[j] * 0.999f + 1.5f;
    return status + (sums[7] < 0);
}
