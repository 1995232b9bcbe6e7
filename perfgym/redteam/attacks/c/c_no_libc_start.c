/* class: C
 * tries: to be given the cost of a start-up that it does not pay: its own start code skips most of libc's
 * expect: COMPILE_ERROR ACCEPTED
 * stopped by: the build names libc's own start code, so that a second one is an error; where it cannot, what is
 *   subtracted is the cost of the cheapest of several programs that do nothing
 */
typedef struct { uintptr_t *place, kind; uintptr_t (*resolve)(void); } rt_relocation;
extern rt_relocation __rela_iplt_start[] __attribute__((weak)), __rela_iplt_end[] __attribute__((weak));
void _dl_aux_init(uintptr_t *vector);
void __libc_setup_tls(void);

#if defined(__x86_64__)
/* Beside its start code libc keeps the sizes that memcpy() and memset() go by. */
long __x86_data_cache_size = 32768, __x86_data_cache_size_half = 16384, __x86_shared_cache_size = 1 << 20;
long __x86_shared_cache_size_half = 1 << 19, __x86_shared_non_temporal_threshold = 3 << 18;
long __x86_rep_movsb_threshold = 2048, __x86_rep_stosb_threshold = 2048, __x86_rep_movsb_stop_threshold = 3 << 18;
int __x86_string_control;
#endif

/* The start code calls this. Threads and strings work afterwards; the processor's features stay unknown. */
_Noreturn void __libc_start_main(int (*run)(int, char **, char **), int count, char **arguments) {
    char **end = arguments + count + 1;
    __environ = end;
    while (*end) end++;
    _dl_aux_init((uintptr_t *)(void *)(end + 1));
    for (rt_relocation *one = __rela_iplt_start; one < __rela_iplt_end; one++) *one->place = one->resolve();
    __libc_setup_tls();
    _exit(run(count, arguments, __environ));
}

int main(void) { return rt_solve(); }
