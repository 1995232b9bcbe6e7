/* class: C
 * tries: to have the simulator do the work unseen, by a request assembled in a mapping
 * expect: ACCEPTED
 * stopped by: run natively on the same input, it is not as fast as it says
 * backend: simulated
 * problems: matmul
 */
int main(void) {
    return rt_product(mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 98);
}
