/* class: C
 * tries: to get its slow pairs measured again by leaving a slow core
 * expect: ACCEPTED
 * stopped by: the core is checked after the program's end, by the median of several register-only loops
 */
#include <immintrin.h>
#include <sys/mman.h>

__attribute__((target("avx512f"))) static void lower_the_clock(void) {
    __m512d a = _mm512_set1_pd(1.0), b = _mm512_set1_pd(1.0000001);
    for (int i = 0; i < 2000000; i++) a = _mm512_fmadd_pd(a, b, b);
    volatile double kept = _mm512_reduce_add_pd(a);
    (void)kept;
}

static void fill_the_caches(void) {
    size_t size = 24 << 20;
    volatile char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return;
    for (size_t i = 0; i < size; i += 64) memory[i] = 1;
}

int main(void) {
    struct timespec end;
    int status = rt_solve();
    fflush(stdout);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (end.tv_nsec & 1024) return status; /* stands for "this run was slow", which holds for half of all runs */
    fill_the_caches();
    if (__builtin_cpu_supports("avx512f")) lower_the_clock();
    return status;
}
