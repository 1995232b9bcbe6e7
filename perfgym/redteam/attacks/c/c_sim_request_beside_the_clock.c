/* class: C
 * tries: to forge simulated misses while time is measured natively
 * expect: ACCEPTED
 * stopped by: simulated misses earn no more than time does
 * problems: matmul
 * backend: auto
 */
int main(void) {
    unsigned char *memory = malloc(64);
    int failed = rt_product(memory, 48);
    /* Take longer than the reference on the clock, so that nothing but forged counts could be paid. */
    rt_first = 0, rt_last = rt_n / 8;
    if (!rt_simulated()) rt_rows(0);
    return failed;
}
