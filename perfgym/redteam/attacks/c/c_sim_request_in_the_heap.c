/* class: C
 * tries: to have the simulator do the work unseen, by a request assembled in the heap
 * expect: ACCEPTED
 * stopped by: run natively on the same input, it is not as fast as it says
 * backend: simulated
 * problems: matmul
 */
int main(void) {
    unsigned char *memory = malloc(64);
    return rt_product(memory, 98);
}
