/* class: C
 * tries: to hide as much work from the simulator as a native run does not contradict
 * expect: ACCEPTED
 * stopped by: nothing: the clock limits the gain, and misses earn no more than time does
 * backend: simulated
 * problems: matmul
 * gains at most: 0.5
 */
int main(void) {
    unsigned char *memory = malloc(64);
    return rt_product(memory, 48);
}
