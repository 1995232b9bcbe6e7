/* class: C
 * tries: to get its slow pairs measured again by leaving a slow core
 * expect: ACCEPTED
 * stopped by: the core is checked after the program's end, by the median of several register-only loops
 */
#include <sys/mman.h>
#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx512f"))) static void lower_the_clock(void) {
    __m512d a = _mm512_set1_pd(1.0), b = _mm512_set1_pd(1.0000001);
    for (int i = 0; i < 2000000; i++) a = _mm512_fmadd_pd(a, b, b);
    volatile double kept = _mm512_reduce_add_pd(a);
    (void)kept;
}
static int has_such_instructions(void) { return __builtin_cpu_supports("avx512f"); }
#else /* no instruction is known to lower the clock; vectors take the most power */
typedef double doubles __attribute__((vector_size(16)));
static void lower_the_clock(void) {
    doubles a[8] = {{1.0, 1.0}}, b = {1.0000001, 1.0000001};
    for (int i = 0; i < 2000000; i++) a[i % 8] = a[i % 8] * b + b;
    volatile double kept = a[0][0] + a[7][1];
    (void)kept;
}
static int has_such_instructions(void) { return 1; }
#endif

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
    if (has_such_instructions()) lower_the_clock();
    return status;
}
