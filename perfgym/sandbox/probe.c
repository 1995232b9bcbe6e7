/* probe: tries to break, as a hostile program would, each promise of the sandbox.
 *
 * selftest.py runs it inside the sandbox. With the argument "walls" it prints one line for each promise, "name
 * ok" or "name broken"; with "files" it does so where it may map files as code. Each other argument makes it
 * exceed one limit, for which the sandbox must stop it.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

extern char **environ;

static void promise(const char *name, int kept) {
    printf("%s %s\n", name, kept ? "ok" : "broken");
}

static int refused(long result) { return result < 0; }

static int opens(const char *path, int flags) {
    int fd = open(path, flags, 0600);
    if (fd >= 0) close(fd);
    return fd >= 0;
}

static int has_capabilities(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[2];
    if (syscall(SYS_capget, &header, sets)) return 1;
    return (sets[0].effective | sets[0].permitted | sets[1].effective | sets[1].permitted) != 0;
}

static int open_descriptors(void) {
    int count = 0;
    for (int fd = 0; fd < 256; fd++) count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

static int is_empty(const char *path) {
    DIR *folder = opendir(path);
    int entries = 0;
    while (folder && readdir(folder)) entries++;
    return folder && entries == 2;
}

/* Bytes that fit into one file of the scratch folder before the kernel refuses more. */
static long scratch_capacity(long at_most) {
    static char block[1 << 16];
    int fd = open("/tmp/fill", O_CREAT | O_WRONLY, 0600);
    long total = 0;
    while (fd >= 0 && total <= at_most && write(fd, block, sizeof block) > 0) total += sizeof block;
    unlink("/tmp/fill");
    return total;
}

/* Empty files that fit into the scratch folder. They are removed: without a jail it is the host's. */
static long scratch_files(long at_most) {
    long count = 0;
    char name[48];
    for (; count <= at_most; count++) {
        snprintf(name, sizeof name, "/tmp/perfgym-probe-%ld", count);
        if (!opens(name, O_CREAT | O_WRONLY)) break;
    }
    for (long made = 0; made < count; made++) {
        snprintf(name, sizeof name, "/tmp/perfgym-probe-%ld", made);
        unlink(name);
    }
    return count;
}

/* ---- executable memory ------------------------------------------------------------------------ */

enum { PAGE = 4096 };

static int maps(int protection, int flags, int fd) {
    void *memory = mmap(NULL, PAGE, protection, flags, fd, 0);
    return memory != MAP_FAILED && !munmap(memory, PAGE);
}

/* Whether memory that the program can write becomes executable, by mprotect or by pkey_mprotect. */
static int becomes_executable(void *memory) {
    return !mprotect(memory, PAGE, PROT_READ | PROT_EXEC) ||
           !syscall(SYS_pkey_mprotect, memory, PAGE, PROT_READ | PROT_EXEC, -1);
}

/* Whether code can come from memory: mapped as code, or made code afterwards. */
static int makes_code(void) {
    void *memory = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return maps(PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1) ||
           maps(PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1) ||
           maps(PROT_READ | PROT_EXEC, MAP_SHARED | MAP_ANONYMOUS, -1) || becomes_executable(memory) ||
           opens("/proc/self/mem", O_RDWR) ||
           becomes_executable((void *)((unsigned long)&memory & -(unsigned long)PAGE));
}

/* Whether a file that the program has written can be mapped as code, or executed. */
static int loads(int fd) {
    struct stat before;
    if (fstat(fd, &before) || ftruncate(fd, PAGE)) return 0;
    int mapped = maps(PROT_READ | PROT_EXEC, MAP_PRIVATE, fd) || maps(PROT_READ | PROT_EXEC, MAP_SHARED, fd) ||
                 maps(PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE, fd);
    syscall(SYS_execveat, fd, "", (char *[]){NULL}, environ, AT_EMPTY_PATH);
    int refused = errno == EACCES || errno == EPERM; /* before the kernel has looked into the file */
    return ftruncate(fd, before.st_size) || mapped || !refused;
}

static int loads_written(const char *path) {
    int fd = open(path, O_CREAT | O_RDWR, 0700), loaded = loads(fd);
    return unlink(path) || close(fd) || loaded;
}

/* The promise to a program that may map files as code, as one that loads libraries does. */
static void files(const char *written, const char *own) {
    int fd = open(own, O_RDONLY), readable = maps(PROT_READ, MAP_PRIVATE, fd) && maps(PROT_READ, MAP_PRIVATE, 0);
    int mapped = maps(PROT_READ | PROT_EXEC, MAP_PRIVATE, fd) || maps(PROT_READ | PROT_EXEC, MAP_PRIVATE, 0);
    promise("no-written-code", readable && !mapped && !makes_code() && !loads_written(written) && !loads(1) && !loads(2));
}

static void walls(const char *written, long scratch_bytes, long scratch_inodes) {
    signal(SIGXFSZ, SIG_IGN);
    promise("empty-environment", environ[0] == NULL);
    promise("only-three-descriptors", open_descriptors() == 3);
    promise("not-root", getuid() != 0 && geteuid() != 0 && setuid(0) != 0);
    promise("no-capabilities", !has_capabilities());
    promise("no-new-privileges", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
    promise("system-calls-filtered", prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == 2);
    promise("no-host-files", !opens("/etc/passwd", O_RDONLY) && !opens("/usr", O_RDONLY) &&
                                 !opens("/home", O_RDONLY) && !opens("/proc/self", O_RDONLY));
    promise("root-read-only", !opens("/new", O_CREAT | O_WRONLY) && mkdir("/dir", 0700) != 0 &&
                                  !opens("/work/new", O_CREAT | O_WRONLY));
    promise("input-read-only", !opens("/input", O_RDWR) && fchmod(0, 0666) != 0);
    promise("no-network", refused(socket(AF_INET, SOCK_STREAM, 0)) &&
                              refused(socket(AF_INET6, SOCK_STREAM, 0)) &&
                              refused(socket(AF_NETLINK, SOCK_RAW, 0)));
    promise("no-new-processes", refused(syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, 0)));
    promise("no-namespaces", refused(unshare(CLONE_NEWUSER)) && refused(mount("x", "/tmp", "tmpfs", 0, 0)));
    promise("no-tracing", refused(ptrace(PTRACE_ATTACH, 1, 0, 0)));
    cpu_set_t all;
    memset(&all, 0xff, sizeof all);
    promise("stays-on-its-core", refused(sched_setaffinity(0, sizeof all, &all)));
    promise("no-new-code", !makes_code() && !maps(PROT_READ | PROT_EXEC, MAP_PRIVATE, 0) && !loads(1) &&
                               !loads_written(written));
    promise("alone", getpid() == 2 && getppid() == 1);
    promise("own-scratch-folder", is_empty("/tmp") && opens("/tmp/own", O_CREAT | O_RDWR) && !unlink("/tmp/own"));
    promise("scratch-bytes-bounded", scratch_capacity(scratch_bytes) <= scratch_bytes);
    promise("scratch-files-bounded", scratch_files(scratch_inodes) <= scratch_inodes);
}

static void use_memory(void) {
    for (;;) {
        char *block = malloc(1 << 20);
        if (!block) abort();
        memset(block, 1, 1 << 20);
    }
}

static void flood_output(void) {
    static char block[1 << 16];
    signal(SIGXFSZ, SIG_IGN);
    while (write(1, block, sizeof block) > 0) {}
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "";
    if (!strcmp(mode, "walls") && argc == 5) walls(argv[2], atol(argv[3]), atol(argv[4]));
    else if (!strcmp(mode, "files") && argc == 4) files(argv[2], argv[3]);
    else if (!strcmp(mode, "memory")) use_memory();
    else if (!strcmp(mode, "output")) flood_output();
    else if (!strcmp(mode, "spin")) for (;;) {}
    else return 2;
    return 0;
}
