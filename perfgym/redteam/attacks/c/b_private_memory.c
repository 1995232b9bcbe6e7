/* class: B
 * tries: to use six times 400 MB of private memory
 * expect: OUT_OF_MEMORY CRASHED
 * stopped by: the memory limit
 */
int main(void) {
    for (int i = 0; i < 6; i++) {
        char *block = mmap(NULL, 400u << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED) abort();
        memset(block, 1, 400u << 20);
    }
    return rt_solve();
}
