/* class: C
 * tries: to have misses forged where time is measured
 * expect: ACCEPTED
 * stopped by: misses that were simulated are paid for no more than time
 * problems: matmul
 * backend: auto
 */
int main(void) {
    unsigned char *memory = malloc(64);
    return rt_product(memory, 48);
}
