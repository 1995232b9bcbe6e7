/* class: B
 * tries: to use all memory
 * expect: OUT_OF_MEMORY CRASHED
 * stopped by: the memory limit
 */
int main(void) {
    for (;;) {
        char *block = malloc(1 << 20);
        if (!block) abort();
        memset(block, 1, 1 << 20);
    }
}
