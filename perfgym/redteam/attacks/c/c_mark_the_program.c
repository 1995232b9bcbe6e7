/* class: C
 * tries: to leave a mark on the pages of its own program, which all its runs share
 * expect: ACCEPTED
 * stopped by: the program is sealed, and the seccomp filter denies advice that changes a file's pages
 */
extern char __executable_start[], etext[];
int main(void) {
    uintptr_t start = (uintptr_t)__executable_start & ~4095ul, end = (uintptr_t)etext & ~4095ul;
    unsigned char resident[4096];
    size_t pages = (end - start) / 4096;
    if (pages < sizeof resident && mincore((void *)start, end - start, resident) == 0)
        for (size_t i = 0; i < pages; i++) rt_leak_if(!(resident[i] & 1));
    rt_leak_if(madvise((void *)start, end - start, 21 /* MADV_PAGEOUT */) == 0);
    rt_leak_if(madvise((void *)start, end - start, 25 /* MADV_COLLAPSE */) == 0);
    rt_leak_if(mlock((void *)start, 4096) == 0);
    rt_leak_if(mprotect((void *)start, end - start, PROT_READ | PROT_WRITE | PROT_EXEC) == 0);
    return rt_solve();
}
