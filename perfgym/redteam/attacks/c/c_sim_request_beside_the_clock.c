/* class: C
 * tries: to forge simulated misses while time is measured natively
 * expect: ACCEPTED
 * stopped by: simulated misses earn no more than time does
 * problems: matmul
 * backend: auto
 */
int main(void) {
    unsigned char *memory = malloc(64);
    return rt_product(memory, 48);
}
