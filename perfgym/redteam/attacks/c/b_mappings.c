/* class: B
 * tries: to use up the kernel's memory with mappings and page tables
 * expect: ACCEPTED CRASHED OUT_OF_MEMORY
 * stopped by: the kernel's limit on mappings, and the memory limit
 */
enum { MAPPINGS = 70000 };
static char *pages[MAPPINGS];

int main(void) {
    int made = 0;
    for (; made < MAPPINGS; made++) {
        char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (page == MAP_FAILED) break;
        pages[made] = page;
        if (mprotect(page, 4096, made % 2 ? PROT_READ : PROT_NONE)) break;
    }
    char *area = mmap(NULL, 1ul << 40, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    for (size_t i = 0; area != MAP_FAILED && i < 1ul << 40; i += 1ul << 30) area[i] = 1;
    /* A reference that gets no mapping need not notice it, so it gets some back. */
    while (made-- > MAPPINGS / 4)
        if (pages[made]) munmap(pages[made], 8192);
    return rt_solve();
}
