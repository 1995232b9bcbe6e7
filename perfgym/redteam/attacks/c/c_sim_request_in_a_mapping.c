/* class: C
 * tries: to have the simulator skip counting, by a client request assembled in a mapping
 * expect: ACCEPTED
 * stopped by: a native run on the same input shows that it is not as fast as claimed
 * backend: simulated
 * problems: matmul
 */
int main(void) {
    return rt_product(mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 98);
}
