/* class: B
 * tries: to use up the kernel's memory with mappings and page tables
 * expect: ACCEPTED CRASHED OUT_OF_MEMORY
 * stopped by: the kernel's limit on mappings, and the memory limit
 */
int main(void) {
    for (int i = 0; i < 70000; i++) {
        char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (page == MAP_FAILED || mprotect(page, 4096, i % 2 ? PROT_READ : PROT_NONE)) break;
    }
    char *area = mmap(NULL, 1ul << 40, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    for (size_t i = 0; area != MAP_FAILED && i < 1ul << 40; i += 1ul << 30) area[i] = 1;
    return rt_solve();
}
