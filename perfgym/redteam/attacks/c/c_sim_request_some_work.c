/* class: C
 * tries: to have the simulator do as much unseen as is believed
 * expect: ACCEPTED
 * stopped by: nothing: the clock bounds it, and misses are paid for no more than time
 * backend: simulated
 * problems: matmul
 * gains at most: 0.5
 */
int main(void) {
    unsigned char *memory = malloc(64);
    return rt_product(memory, 48);
}
