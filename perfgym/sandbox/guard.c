/* guard: starts bubblewrap outside the jail, and cleans up after it.
 *
 * The guard is the only process of the sandbox that keeps the harness's rights, root's among them. The
 * theory of operation at the top of supervisor.c shows where it stands. It does four things:
 *
 *   1. it forks; the child joins the memory control group CGROUP;
 *   2. if the child is to change to an ordinary user, it makes the host paths in PATHS reachable for that
 *      user, in a mount namespace of its own, and gives up root's rights;
 *   3. the child becomes PROGRAM, which is bubblewrap, or the supervisor where there is no jail;
 *   4. the guard waits until that has ended and the harness has sent SIGTERM or has ended itself, and
 *      then removes the control group. So no group is left even when the harness was killed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "guard.h"
#include "rights.h"

static void give_up(const char *what, const char *path) {
    fprintf(stderr, "guard: cannot %s %s: %s\n", what, path, strerror(errno));
    _exit(1);
}

static void join_control_group(const char *group) {
    char path[4096];
    snprintf(path, sizeof path, "%s/cgroup.procs", group);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, "0", 1) != 1) give_up("join", path);
    close(fd);
}

static void drop_root(const char *user) {
    uid_t id = (uid_t)atoi(user);
    if (setgroups(0, NULL) || setresgid(id, id, id) || setresuid(id, id, id) || drop_capabilities())
        give_up("become user", user);
}

/* Length of the name of the first folder above path that not every user may enter; 0 if there is none. */
static size_t closed_folder(const char *path) {
    char folder[PATH_MAX];
    for (const char *slash = path; (slash = strchr(slash + 1, '/')) != NULL;) {
        struct stat seen;
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
        if (stat(folder, &seen)) return 0;
        if (!(seen.st_mode & S_IXOTH)) return (size_t)(slash - path);
    }
    return 0;
}

static void make_place(char *path, mode_t kind) {
    for (char *slash = path; (slash = strchr(slash + 1, '/')) != NULL;) {
        *slash = '\0';
        if (mkdir(path, 0755) && errno != EEXIST) give_up("make", path);
        *slash = '/';
    }
    int failed = S_ISDIR(kind) ? mkdir(path, 0755) : mknod(path, S_IFREG | 0644, 0);
    if (failed && errno != EEXIST) give_up("make", path);
}

/* Covers the closed folder above path by an empty one, and mounts the file or folder that was opened before,
 * as descriptor there, at path again. */
static void show(char *path, int there) {
    char cover[PATH_MAX], source[64];
    struct stat seen;
    size_t closed = closed_folder(path);
    snprintf(cover, sizeof cover, "%.*s", (int)closed, path);
    if (closed && mount("cover", cover, "tmpfs", MS_NODEV | MS_NOSUID, "mode=0755")) give_up("cover", cover);
    if (fstat(there, &seen)) give_up("look at", path);
    make_place(path, seen.st_mode);
    snprintf(source, sizeof source, "/proc/self/fd/%d", there);
    if (mount(source, path, NULL, MS_BIND | MS_REC, NULL)) give_up("show", path);
    close(there);
}

/* A toolchain may lie in root's home, which the user that we become may not enter. So in a mount namespace
 * of this process's own, that folder is covered, except for the paths that the jail is to show. */
static void clear_way(char *paths) {
    enum { MOST = 256 };
    char *path[MOST];
    int there[MOST], count = 0;
    for (char *rest = NULL, *one = strtok_r(paths, ":", &rest); one && count < MOST; one = strtok_r(NULL, ":", &rest))
        if (closed_folder(one)) path[count++] = one;
    if (!count) return;
    if (unshare(CLONE_NEWNS) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL)) give_up("reach", path[0]);
    for (int i = 0; i < count; i++)
        if ((there[i] = open(path[i], O_PATH | O_CLOEXEC)) < 0) give_up("reach", path[i]);
    for (int i = 0; i < count; i++) show(path[i], there[i]);
}

/* argv: CGROUP USER HARNESS PATHS PROGRAM ARGUMENT... */
static void become_jail(char **argv) {
    const char *group = argv[0], *user = argv[1];
    char **command = argv + 4;
    int program = open(command[0], O_RDONLY | O_CLOEXEC); /* while root may still reach it */
    if (program < 0) give_up("open", command[0]);
    if (strcmp(group, "-") != 0) join_control_group(group);
    if (strcmp(user, "-") != 0) {
        clear_way(argv[3]);
        drop_root(user);
    }
    reset_signals();
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    char *environment[] = {NULL}; /* a program in the jail could read what is in there */
    syscall(SYS_execveat, program, "", command, environment, AT_EMPTY_PATH);
    if (errno == ENOENT) execve(command[0], command, environment); /* a script, read by its name */
    give_up("start", command[0]);
}

/* The kernel frees the control group of a dead process a moment after the process was waited for. */
static void remove_control_group(const char *group) {
    struct timespec moment = {0, 1000000};
    for (int tries = 0; rmdir(group) && errno == EBUSY && tries < 10000; tries++) nanosleep(&moment, NULL);
}

/* Returns when the harness has ended, has sent SIGTERM, or has removed the control group itself. */
static void await_end_of(int harness, const sigset_t *terminate, const char *group) {
    struct pollfd watched[2] = {{harness, POLLIN, 0}, {signalfd(-1, terminate, SFD_CLOEXEC), POLLIN, 0}};
    while (poll(watched, 2, 100) <= 0 && access(group, F_OK) == 0) {}
}

static void close_all_but(int kept) {
    syscall(SYS_close_range, 2u, (unsigned)kept - 1, 0u);
    syscall(SYS_close_range, (unsigned)kept + 1, ~0u, 0u);
}

/* After the end of the jail, the harness reads the control group and then sends SIGTERM. */
int guard(char **argv) {
    const char *group = argv[0];
    int harness = atoi(argv[2]);
    reset_signals(); /* a harness may ignore SIGTERM, which we would inherit */
    sigset_t terminate;
    sigemptyset(&terminate);
    sigaddset(&terminate, SIGTERM);
    sigprocmask(SIG_BLOCK, &terminate, NULL);
    pid_t jail = fork();
    if (jail < 0) give_up("fork for", argv[4]);
    if (jail == 0) become_jail(argv);
    close_all_but(harness); /* otherwise the harness would not see the jail end */
    while (waitpid(jail, NULL, 0) < 0 && errno == EINTR) {}
    if (strcmp(group, "-") == 0) return 0;
    await_end_of(harness, &terminate, group);
    remove_control_group(group);
    return 0;
}
