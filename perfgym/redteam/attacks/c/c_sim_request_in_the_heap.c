/* class: C
 * tries: to have the simulator skip counting, by a client request assembled in the heap
 * expect: ACCEPTED
 * stopped by: a native run on the same input shows that it is not as fast as claimed
 * backend: simulated
 * problems: matmul
 */
int main(void) {
    unsigned char *memory = malloc(64);
    return rt_product(memory, 98);
}
