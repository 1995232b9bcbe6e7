/* class: E
 * tries: to be the smallest process when memory runs out
 * expect: OUT_OF_MEMORY CRASHED
 * stopped by: the failure is the program's, whichever process the kernel kills
 */
int main(void) {
    size_t step = 2ul << 20; /* one page table for each page */
    for (size_t round = 0; round < 64; round++) {
        char *area = mmap(NULL, 1ul << 38, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (area == MAP_FAILED) abort();
        for (size_t i = 0; i < 1ul << 38; i += step) area[i] = 1;
        madvise(area, 1ul << 38, MADV_DONTNEED);
    }
    abort();
}
