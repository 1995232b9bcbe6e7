/* Stands in front of each attack in C: what attacks use, and the problem's own reference program. */
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

/* Says on standard error that something forbidden worked; the suite fails when it reads that. */
#define rt_leak_if(worked) do { if (worked) fprintf(stderr, "LEAK line %d: %s\n", __LINE__, #worked); } while (0)

#define rt_opens(path, flags) (open(path, flags, 0600) >= 0)

/* Runs the reference. Its status is not asked for: only the real main may end without giving one. */
static void rt_run_reference(void) {
    static char name[] = "solution", *arguments[] = {name, NULL};
    /* Volatile, as the compiler makes a trap of a call that does not fit main(void) by its type. */
    int (*volatile reference)(int, char **) = (int (*)(int, char **))(void (*)(void))rt_reference_main;
    reference(1, arguments);
}

/* Solves the problem as the reference does, at the reference's cost; 0 when the output is out. */
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

/* The input; standard input stays where it is, so that the reference can still read it. */
static char *rt_input(size_t *size) { return rt_contents(0, size); }

/* The reference's output, which goes to a scratch file meanwhile. It has room for 8 bytes more. */
static char *rt_answer(size_t *size) {
    int file = open("/tmp/rt_answer", O_CREAT | O_RDWR | O_TRUNC, 0600), out = dup(1);
    if (file < 0 || out < 0 || dup2(file, 1) < 0) abort();
    rt_solve();
    if (dup2(out, 1) < 0) abort();
    char *bytes = rt_contents(file, size);
    close(out);
    close(file);
    unlink("/tmp/rt_answer");
    return bytes;
}

/* Writes all of it; 0 when that worked. */
static int rt_put(const void *bytes, size_t size) {
    for (size_t put = 0; put < size;) {
        ssize_t written = write(1, (const char *)bytes + put, size - put);
        if (written <= 0) return 1;
        put += (size_t)written;
    }
    return 0;
}
