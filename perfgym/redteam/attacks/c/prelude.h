/* Precedes each attack in C: functions for attacks, and the problem's reference program. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <netinet/in.h>
#include <unistd.h>

#define main rt_reference_main
@REFERENCE@
#undef main

/* Report on standard error that something forbidden worked; the attack then counts as not contained. */
#define rt_leak_if(worked) do { if (worked) fprintf(stderr, "LEAK line %d: %s\n", __LINE__, #worked); } while (0)

#define rt_opens(path, flags) (open(path, flags, 0600) >= 0)

/* Run the reference. Its status is ignored: only the real main may end without returning one. */
static void rt_run_reference(void) {
    static char name[] = "solution", *arguments[] = {name, NULL};
    /* Volatile, because the compiler turns a call with the wrong type for main(void) into a trap. */
    int (*volatile reference)(int, char **) = (int (*)(int, char **))(void (*)(void))rt_reference_main;
    reference(1, arguments);
}

/* Solve the problem as the reference does, at the reference's cost. Return 0 when the output is written. */
static int rt_solve(void) {
    rt_run_reference();
    return fflush(stdout) ? 1 : 0;
}

static char *rt_contents(int fd, size_t *size) {
    struct stat info;
    if (fstat(fd, &info)) abort();
    char *bytes = calloc(1, (size_t)info.st_size + 8);
    if (!bytes) abort();
    for (*size = 0; *size < (size_t)info.st_size;) {
        ssize_t got = pread(fd, bytes + *size, (size_t)info.st_size - *size, (off_t)*size);
        if (got <= 0) abort();
        *size += (size_t)got;
    }
    return bytes;
}

/* Return the input. The position of standard input does not change, so the reference can still read it. */
static char *rt_input(size_t *size) { return rt_contents(0, size); }

/* Take the reference's output back from standard output. The buffer has room for 8 bytes more. */
static char *rt_answer(size_t *size) {
    if (rt_solve()) abort();
    char *bytes = rt_contents(1, size);
    if (ftruncate(1, 0) || lseek(1, 0, SEEK_SET)) abort();
    return bytes;
}

/* Write everything. Return 0 on success. */
static int rt_put(const void *bytes, size_t size) {
    for (size_t put = 0; put < size;) {
        ssize_t written = write(1, (const char *)bytes + put, size - put);
        if (written <= 0) return 1;
        put += (size_t)written;
    }
    return 0;
}

/* ---- for attacks on a simulator in the same process ------------------------------------------- */

/* Whether this runs under Valgrind: its stack for a program is far below the kernel's. */
static inline int rt_simulated(void) {
    char here;
    return (uintptr_t)&here < (uintptr_t)1 << 40;
}

/* Whether a page can be read. The kernel tries it, so that a failure is no crash. */
static inline int rt_readable(uintptr_t page) {
    const struct timespec at_once = {0, 0};
    return syscall(SYS_futex, page, 128 /* FUTEX_WAIT_PRIVATE */, 0x5eed5eed, &at_once) == 0 || errno != EFAULT;
}

#define RT_FORGED_COUNTS "events: Ir I1mr ILmr Dr D1mr DLmr Dw D1mw DLmw Bc Bcm Bi Bim\nfn=main\n" \
    "0 9 9 9 9 9 9 9 9 9 9 9 9 9\nsummary: 9 9 9 9 9 9 9 9 9 9 9 9 9\n"

/* Create a file that nobody else can write to. */
static inline void rt_forge(const char *path) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0400);
    if (file < 0) return;
    if (write(file, RT_FORGED_COUNTS, sizeof RT_FORGED_COUNTS - 1) < 0) abort();
    close(file);
}

/* Machine code of a function that returns 42. */
#if defined(__x86_64__)
#define RT_RETURN_42 0xb8, 0x2a, 0, 0, 0, 0xc3
#else
#define RT_RETURN_42 0x40, 0x05, 0x80, 0x52, 0xc0, 0x03, 0x5f, 0xd6
#endif

typedef float rt_floats __attribute__((vector_size(16)));

/* 1 / sqrt(x) to 12 bits, as the estimate of x86-64 has them. */
static inline float rt_coarse_root(float x) {
#if defined(__x86_64__)
    return __builtin_ia32_rsqrtss((rt_floats){x})[0];
#else
    float root = 1.0f / sqrtf(x);
    uint32_t bits;
    memcpy(&bits, &root, sizeof bits);
    bits = (bits + 0x800) & ~UINT32_C(0xfff);
    memcpy(&root, &bits, sizeof bits);
    return root;
#endif
}

/* Send a client request to the simulator, from a function assembled in executable memory. */
static inline uint64_t rt_ask(unsigned char *memory, uint64_t request, uint64_t argument) {
#if defined(__x86_64__)
    static const unsigned char hidden[] = { /* xor 1: mov rdi,rax; xor edx,edx; 4 rotations; xchg rbx,rbx; .. */
        0x49, 0x88, 0xf9, 0x30, 0xd3, 0x49, 0xc0, 0xc6, 0x02, 0x49, 0xc0, 0xc6, 0x0c, 0x49, 0xc0, 0xc6, 0x3c,
        0x49, 0xc0, 0xc6, 0x32, 0x49, 0x86, 0xda, 0x49, 0x88, 0xd1, 0xc2};
#else
    static const unsigned char hidden[] = { /* xor 1: mov x4,x0; mov x3,0; 4 rotations; orr x10,x10,x10; .. */
        0xe5, 0x02, 0x01, 0xab, 0x02, 0x01, 0x81, 0xd3, 0x8d, 0x0c, 0xcd, 0x92, 0x8d, 0x34, 0xcd, 0x92, 0x8d, 0xcc,
        0xcd, 0x92, 0x8d, 0xf4, 0xcd, 0x92, 0x4b, 0x00, 0x0b, 0xab, 0xe1, 0x02, 0x02, 0xab, 0xc1, 0x02, 0x5e, 0xd7};
#endif
    uint64_t asked[6] = {request, argument};
    for (size_t i = 0; i < sizeof hidden; i++) ((volatile unsigned char *)memory)[i] = hidden[i] ^ 1;
    __builtin___clear_cache((char *)memory, (char *)memory + sizeof hidden);
    return ((uint64_t (*)(uint64_t *))(void *)memory)(asked);
}
#define RT_CALL_UNSEEN 0x1101 /* VG_USERREQ__CLIENT_CALL0 */

/* Compute rows of the product of problem matmul, without the C library. */
static int32_t rt_n, rt_first, rt_last;
static float *rt_a, *rt_b, *rt_c;
static inline uint64_t rt_rows(uint64_t thread) {
    for (int i = rt_first; i < rt_last; i++)
        for (int j = 0; j < rt_n; j++) {
            float sum = 0;
            for (int k = 0; k < rt_n; k++) sum += rt_a[(size_t)i * rt_n + k] * rt_b[(size_t)k * rt_n + j];
            rt_c[(size_t)i * rt_n + j] = sum;
        }
    return thread;
}

/* Compute the product; the simulator does not count the given percentage of it. */
static inline int rt_product(unsigned char *memory, int unseen_percent) {
    size_t size;
    char *input = rt_input(&size);
    memcpy(&rt_n, input, sizeof rt_n);
    size_t count = (size_t)rt_n * rt_n;
    rt_a = (float *)(input + 4), rt_b = rt_a + count, rt_c = malloc(count * sizeof *rt_c);
    int unseen = rt_simulated() ? rt_n * unseen_percent / 100 : 0;
    rt_last = unseen;
    if (unseen) rt_ask(memory, RT_CALL_UNSEEN, (uint64_t)(uintptr_t)rt_rows);
    rt_first = unseen, rt_last = rt_n;
    rt_rows(0);
    return rt_put(rt_c, count * sizeof *rt_c);
}
