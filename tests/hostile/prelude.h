#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* Says on standard error that something forbidden worked; the suite fails when it reads that. */
#define leak_if(worked) do { if (worked) fprintf(stderr, "LEAK line %d: %s\n", __LINE__, #worked); } while (0)

#define opens(path, flags) (open(path, flags, 0600) >= 0)

static float *a, *b, *c;
static int n;

static int read_matrices(void) {
    if (fread(&n, 4, 1, stdin) != 1) return 0;
    size_t count = (size_t)n * n;
    a = malloc(4 * count); b = malloc(4 * count); c = calloc(count, 4);
    return fread(a, 4, count, stdin) == count && fread(b, 4, count, stdin) == count;
}

static void multiply(void) {
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            float sum = 0;
            for (int k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
            c[i * n + j] = sum;
        }
}

static int write_product(void) {
    return fwrite(c, 4, (size_t)n * n, stdout) == (size_t)n * n && fflush(stdout) == 0;
}

/* Solves the problem as the reference does, at the reference's cost. */
static int solve(void) {
    if (!read_matrices()) return 1;
    multiply();
    return write_product() ? 0 : 1;
}
