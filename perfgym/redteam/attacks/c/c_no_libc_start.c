/* class: C
 * tries: to be given the cost of a start-up that it does not pay: its own start code skips most of libc's
 * expect: ACCEPTED
 * stopped by: what is subtracted is the cost of the cheapest of several programs that do nothing
 */
typedef struct { uintptr_t *place, kind; uintptr_t (*resolve)(void); } rt_relocation;
extern rt_relocation __rela_iplt_start[] __attribute__((weak)), __rela_iplt_end[] __attribute__((weak));
void _dl_aux_init(uintptr_t *vector);
void __libc_setup_tls(void);

/* The start code calls this. Threads and strings work afterwards; the processor's features stay unknown. */
_Noreturn void __libc_start_main(int (*run)(int, char **, char **), int count, char **arguments) {
    char **end = arguments + count + 1;
    __environ = end;
    while (*end) end++;
    _dl_aux_init((uintptr_t *)(void *)(end + 1));
    __libc_setup_tls();
    for (rt_relocation *one = __rela_iplt_start; one < __rela_iplt_end; one++) *one->place = one->resolve();
    _exit(run(count, arguments, __environ));
}

int main(void) { return rt_solve(); }
