/* class: B
 * tries: to use all memory by shared mappings, which per-process limits on data do not count
 * expect: OUT_OF_MEMORY CRASHED
 * stopped by: the memory limit
 */
int main(void) {
    for (;;) {
        char *block = mmap(NULL, 64 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED) abort();
        memset(block, 1, 64 << 20);
    }
}
