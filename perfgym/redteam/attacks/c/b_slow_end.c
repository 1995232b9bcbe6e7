/* class: B
 * tries: to make its end so slow that nobody waits for it: many mappings, page tables and threads
 * expect: TIMED_OUT CRASHED OUT_OF_MEMORY
 * stopped by: the memory limit includes page tables, and so limits what must be torn down
 */
static void *rt_spin(void *unused) {
    volatile char here[4096];
    for (unsigned i = 0;; i++) here[i % sizeof here] = (char)i;
    return unused;
}
int main(void) {
    pthread_t thread;
    for (int i = 0; i < 30; i++) pthread_create(&thread, NULL, rt_spin, NULL);
    for (uintptr_t at = 0x100000000000, i = 0; i < 64000; i++, at += 4 << 20) {
        char *page = mmap((void *)at, 8192, i % 2 ? PROT_READ : PROT_READ | PROT_WRITE,
                          (i % 3 ? MAP_PRIVATE : MAP_SHARED) | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
        if (page != MAP_FAILED && i % 2 == 0) *page = 1;
    }
    rt_spin(NULL);
}
