/* supervisor: runs untrusted programs, one after the other, inside a jail that bubblewrap has built.
 *
 * Theory of operation
 * -------------------
 * The processes from the outside to the inside; each trusts only the ones to its left:
 *
 *   harness --spawn--> guard --fork--> bubblewrap --> supervisor --clone--> init --fork--> program
 *      |                                                 |                   |
 *      +-------------- control socket -------------------+-------------------+
 *
 *   harness     Python. It sends requests and reads reports over a SOCK_SEQPACKET socket. It believes
 *               nothing that a program says.
 *   guard       guard.c, outside the jail, with the harness's rights. It starts bubblewrap in the memory
 *               control group and without root's rights. After the end of the jail it removes the control
 *               group, so that none is left even when the harness was killed.
 *   supervisor  This file, pid 1 of the jail. It has CAP_SYS_ADMIN and CAP_SETPCAP *in the jail's
 *               own user namespace*, no network, and no host file except the toolchain (builds) or a
 *               run-time (runs). It keeps the inputs on a file system of its own, which vanishes with it.
 *   init        A clone of the supervisor for one run, pid 1 of a fresh pid namespace and owner of
 *               a fresh mount namespace. It is made ahead of the run, and receives the inputs and the
 *               request. There is one init at a time. The kernel delivers no signal from inside the
 *               namespace to it, and kills every process in the namespace when it ends.
 *   program     It has no capabilities, no_new_privs, a seccomp filter, resource limits, a session of its
 *               own, and three descriptors: 0 is the input (a read-only file on a mount without write and
 *               exec), 1 and 2 are memory files that the harness made for this run, bounded by RLIMIT_FSIZE.
 *               Where the harness talks to the program, 0 and 1 are pipes, whose other ends the harness has.
 *
 * Order of one run:
 *   0. Once per jail, the supervisor gives up what neither it nor a program needs: capabilities that
 *      programs could inherit and, by a seccomp filter, system calls. It learns the usual size of the
 *      scratch folder.
 *   1. The request arrives: a fixed header, strings and the rest of the filter; descriptors by SCM_RIGHTS.
 *   2. Init has already covered the inputs by a scratch file system of bounded size and inode count. It
 *      now opens the input, and mounts the files of the run, read-only, as the working folder.
 *   3. The program's process gives up its rights. Until exec it runs in init's memory (vfork), where it
 *      leaves the number of a step that failed. On request, it says on FD_HOLD that it is ready and waits
 *      for permission to go on, so that the harness can attach counters to it.
 *   4. The process execs. Init waits until the program ends, its deadline passes, or the harness ends.
 *   5. Init kills and reaps the processes that are left, so that their CPU time is counted, copies out the
 *      artifact if one was requested, reports, and ends. The supervisor reaps it when everything in its
 *      namespaces is gone, and clones the next init.
 *
 * The CPU time in the report is that of the program and its descendants, as init has no other children. The
 * kernel forgets the time of a child whose parent ignores SIGCHLD; measured programs may have no children.
 *
 * Nothing outlives the harness: supervisor and init watch the control socket and a pidfd of the harness (a
 * forked child of the harness may hold the socket open), and end when one of them signals its end.
 *
 * Modes (first argument):
 *   guard CGROUP USER HARNESS PATHS PROGRAM ARGUMENT...   CGROUP and USER may be "-"; PATHS are the host
 *                              paths that the jail shows, with ':' between them
 *   serve CONTROL HARNESS      makes run after run as above; CONTROL is the descriptor of the socket,
 *                              HARNESS that of a pidfd of the harness
 *   once CONTROL HARNESS       makes one run, without namespaces of its own: it has the jail for itself
 *   unjailed CONTROL HARNESS   makes one run on the bare host: no namespace, no mount. Leftover processes
 *                              are found as descendants of a subreaper.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "guard.h"
#include "landlock.h"
#include "rights.h"
#include "wire.h"

enum { MAX_MESSAGE = 128 * 1024, MAX_STRINGS = 256, MAX_RULES = 1024, SCRATCH_OPTIONS = 96 };
enum { MAX_FILTER = 4096 }; /* instructions; the most that the kernel accepts */
#define INPUTS "/tmp" /* holds the inputs until a run's scratch folder covers them */
#define WORK "/work"

enum mode { SERVE, ONCE, UNJAILED };

struct run {
    struct request request;
    const char *stdin_name;      /* name of an input; unused where FD_STDIN is the input */
    const char *work_name;       /* folder of inputs that becomes WORK, or empty; a path when unjailed */
    const char *artifact_path;
    char *argv[MAX_STRINGS + 1], *envp[MAX_STRINGS + 1];
    char *rules[MAX_RULES];      /* each "d/path" (list), "r/path", "x/path" or "w/path" */
    struct sock_filter filter[MAX_FILTER];
    int fds[FD_COUNT];
};

static enum mode mode;
static int control_fd, harness_fd;
static int inputs_fd = -1;       /* the inputs, writable; no path leads to them */
static int view_fd = -1;         /* the same, read-only, in init's own namespace */
static struct request usual;     /* its scratch folder is made ahead of the run */
static char message[MAX_MESSAGE];

static uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int send_report(const struct report *report) {
    return send(control_fd, report, sizeof *report, MSG_NOSIGNAL) == (ssize_t)sizeof *report ? 0 : -1;
}

/* Exit statuses of init: the harness has its report, has none yet, or has ended. */
enum { REPORTED = 0, NOT_REPORTED = 1, HARNESS_GONE = 2 };

static void fail(enum step step) {
    struct report report = {.magic = MAGIC, .failed_step = step, .failed_errno = errno};
    _exit(send_report(&report) ? NOT_REPORTED : REPORTED);
}

static int report_failure(enum step step) {
    struct report report = {.magic = MAGIC, .failed_step = step, .failed_errno = step ? errno : 0};
    return send_report(&report);
}

/* ---- requests --------------------------------------------------------------------------------- */

/* Puts the descriptors that came with a message into run->fds, as the request's mask says. */
static int sort_descriptors(struct run *run, const int *received, int count) {
    int next = 0;
    for (int i = 0; i < FD_COUNT; i++)
        if (run->request.descriptors & (1u << i)) {
            if (next == count) return -1;
            run->fds[i] = received[next++];
        }
    return next != count || run->fds[FD_STDOUT] < 0 || run->fds[FD_STDERR] < 0 ? -1 : 0;
}

static int take_descriptors(struct msghdr *header, int *received) {
    int count = 0;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(header); c; c = CMSG_NXTHDR(header, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
        size_t held = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < held; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(c) + i * sizeof(int), sizeof fd);
            if (count < FD_COUNT) received[count++] = fd;
            else close(fd);
        }
    }
    return count;
}

/* Takes one NUL-terminated string from [*cursor, end); returns NULL if there is none. */
static char *take_string(char **cursor, char *end) {
    char *start = *cursor, *nul = memchr(start, 0, (size_t)(end - start));
    if (nul) *cursor = nul + 1;
    return nul ? start : NULL;
}

static int take_strings(char **cursor, char *end, char **strings, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (!(strings[i] = take_string(cursor, end))) return -1;
    return 0;
}

/* Copies the filter, because it is not aligned in the message; returns where it begins there, or NULL. */
static char *take_filter(struct run *run, size_t size) {
    size_t bytes = run->request.filter_bytes;
    if (bytes > size - sizeof run->request || bytes > sizeof run->filter || bytes % sizeof *run->filter) return NULL;
    return memcpy(run->filter, message + size - bytes, bytes), message + size - bytes;
}

static int parse_run(struct run *run, size_t size) {
    const struct request *request = &run->request;
    char *cursor = message + sizeof *request, *end = take_filter(run, size), *paths[3];
    if (!end || request->argc == 0 || request->argc > MAX_STRINGS || request->envc > MAX_STRINGS ||
        request->rules > MAX_RULES)
        return -1;
    run->argv[request->argc] = run->envp[request->envc] = NULL;
    if (take_strings(&cursor, end, paths, 3) || take_strings(&cursor, end, run->argv, request->argc) ||
        take_strings(&cursor, end, run->envp, request->envc) ||
        take_strings(&cursor, end, run->rules, request->rules) || cursor != end)
        return -1;
    for (uint32_t i = 0; i < request->rules; i++)
        if (!*run->rules[i]) return -1;
    run->stdin_name = paths[0], run->work_name = paths[1], run->artifact_path = paths[2];
    return 0;
}

static int parse(struct run *run, size_t size, const int *received, int count) {
    if (size < sizeof run->request) return -1;
    memcpy(&run->request, message, sizeof run->request);
    if (run->request.magic != MAGIC) return -1;
    switch (run->request.kind) {
    case KIND_RUN: return sort_descriptors(run, received, count) || parse_run(run, size) ? -1 : 0;
    case KIND_PUT: case KIND_DROP: return count || size == sizeof run->request || message[size - 1] ? -1 : 0;
    case KIND_FILTER: return count || !take_filter(run, size) ? -1 : 0;
    default: return -1;
    }
}

/* Receives one message with its descriptors into *run. Ends the process when the harness has ended. */
static int receive(struct run *run) {
    _Alignas(struct cmsghdr) char ancillary[CMSG_SPACE(sizeof(int) * FD_COUNT)];
    struct iovec part = {message, sizeof message};
    struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1,
                            .msg_control = ancillary, .msg_controllen = sizeof ancillary};
    int received[FD_COUNT];
    for (int i = 0; i < FD_COUNT; i++) run->fds[i] = -1;
    ssize_t size = recvmsg(control_fd, &header, MSG_CMSG_CLOEXEC);
    if (size <= 0) _exit(HARNESS_GONE);
    int count = take_descriptors(&header, received);
    int truncated = header.msg_flags & (MSG_TRUNC | MSG_CTRUNC);
    if (!truncated && !parse(run, (size_t)size, received, count)) return 0;
    for (int i = 0; i < count; i++) close(received[i]);
    errno = EBADMSG;
    return -1;
}

/* ---- inputs ----------------------------------------------------------------------------------- */

/* How inputs are mounted. None can be executed or mapped as code, because an agent may have written it. */
#define INPUT_MOUNT (MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC)

/* Mounts a file system for inputs: read-only at INPUTS, writable through inputs_fd alone. */
static int mount_inputs(void) {
    if (mount("tmpfs", WORK, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0711")) return -1;
    inputs_fd = open(WORK, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return inputs_fd < 0 || mount(WORK, INPUTS, NULL, MS_BIND, NULL) ||
           mount(NULL, INPUTS, NULL, INPUT_MOUNT, NULL) ||
           umount2(WORK, MNT_DETACH) ? -1 : 0;
}

static int send_descriptor(int fd) {
    struct report reply = {.magic = MAGIC};
    struct iovec part = {&reply, sizeof reply};
    _Alignas(struct cmsghdr) char ancillary[CMSG_SPACE(sizeof fd)] = {0};
    struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1,
                            .msg_control = ancillary, .msg_controllen = sizeof ancillary};
    struct cmsghdr *c = CMSG_FIRSTHDR(&header);
    c->cmsg_level = SOL_SOCKET, c->cmsg_type = SCM_RIGHTS, c->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(c), &fd, sizeof fd);
    return sendmsg(control_fd, &header, MSG_NOSIGNAL) < 0 ? -1 : 0;
}

/* Whether a path leads out of the folder that it begins in. */
static int leads_out(const char *path) {
    for (const char *part = path; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
        if (!strncmp(part, "..", 2) && (part[2] == '/' || !part[2])) return 1;
    return *path == '/';
}

/* Makes a file, and the folders in its path; answers with a descriptor, through which the harness writes it. */
static int put(char *name, mode_t permissions) {
    for (char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdirat(inputs_fd, name, 0711) && errno != EEXIST) return report_failure(STEP_PUT);
        *slash = '/';
    }
    int fd = openat(inputs_fd, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions);
    if (fd < 0) return report_failure(STEP_PUT);
    int result = send_descriptor(fd);
    close(fd);
    return result;
}

static int answer_put_or_drop(const struct run *run) {
    char *name = message + sizeof run->request;
    if (inputs_fd < 0 || leads_out(name)) { errno = EINVAL; return report_failure(STEP_PUT); }
    if (run->request.kind == KIND_PUT) return put(name, run->request.flags & FLAG_EXECUTABLE ? 0555 : 0444);
    size_t length = strlen(name); /* the name of a folder ends with a slash; it must be empty */
    int is_folder = length && name[length - 1] == '/';
    unlinkat(inputs_fd, name, is_folder ? AT_REMOVEDIR : 0);
    return 0; /* the harness waits for no answer */
}

/* ---- the program's side of the fork ----------------------------------------------------------- */

/* A lower hard limit of the host stays, because only root may raise it. */
static int limit_to(int resource, uint64_t soft, uint64_t hard) {
    struct rlimit r;
    if (getrlimit(resource, &r)) return -1;
    if (r.rlim_max > hard) r.rlim_max = hard;
    r.rlim_cur = soft < r.rlim_max ? soft : r.rlim_max;
    return setrlimit(resource, &r);
}

static int limit(int resource, uint64_t value) { return limit_to(resource, value, value); }

/* SIGXCPU at the limit says what happened; SIGKILL a second later ends a program that ignores it. */
static int limit_cpu(uint64_t seconds) { return limit_to(RLIMIT_CPU, seconds, seconds + 1); }

static int set_limits(const struct request *request) {
    /* RLIM_INFINITY arrives as 2^64-1. A core limit of 1, unlike 0, also keeps the kernel from
     * starting a core_pattern pipe handler (fs/coredump.c). */
    return limit(RLIMIT_AS, request->address_space_bytes) || limit(RLIMIT_DATA, RLIM_INFINITY) ||
           limit_cpu(request->cpu_s) || limit(RLIMIT_FSIZE, request->file_bytes) ||
           limit(RLIMIT_NPROC, request->processes) || limit(RLIMIT_NOFILE, request->open_files) ||
           limit(RLIMIT_STACK, request->stack_bytes) || limit(RLIMIT_CORE, 1) ||
           limit(RLIMIT_MEMLOCK, 0) || limit(RLIMIT_MSGQUEUE, 0) ||
           limit(RLIMIT_SIGPENDING, 1024); /* bounds timers too, which take kernel memory */
}

static int pin(int core) {
    if (core < 0) return 0;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((size_t)core, &set);
    return sched_setaffinity(0, sizeof set, &set);
}

static int take_standard_descriptors(const struct run *run, int input) {
    if (dup2(input, 0) < 0 || dup2(run->fds[FD_STDOUT], 1) < 0 || dup2(run->fds[FD_STDERR], 2) < 0) return -1;
    return (int)syscall(SYS_close_range, 3u, ~0u, 4u /* CLOSE_RANGE_CLOEXEC */);
}

/* Gives up, once, the capabilities that only programs would inherit; the supervisor keeps its own. */
static int drop_inheritable_privileges(void) {
    if (mode != UNJAILED) /* unjailed, this may not be allowed, and no_new_privs is enough */
        for (int cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
            if (prctl(PR_CAPBSET_READ, cap, 0, 0, 0) && prctl(PR_CAPBSET_DROP, cap, 0, 0, 0)) return -1;
    return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

static int harness_is_gone(const struct pollfd *control, const struct pollfd *harness) {
    return control->revents || harness->revents; /* it sends nothing during a run */
}

/* Says that counters can be attached to this process, and waits for permission to go on. The harness learns
 * the pid from the kernel. Init is suspended meanwhile, so this process watches for the end of the harness. */
static int hold(int fd) {
    if (fd < 0) return 0;
    char byte = 0;
    if (prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) || send(fd, &byte, 1, MSG_NOSIGNAL) != 1) return -1;
    struct pollfd watched[3] = {{fd, POLLIN, 0}, {control_fd, POLLIN, 0}, {harness_fd, POLLIN, 0}};
    while (poll(watched, 3, -1) < 0 && errno == EINTR) {}
    int let_go = !harness_is_gone(&watched[1], &watched[2]) && recv(fd, &byte, 1, 0) == 1;
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* this memory is still init's */
    return let_go ? 0 : -1;
}

static int install_filter(struct run *run) {
    if (run->request.filter_bytes == 0) return 0;
    struct sock_fprog program = {
        .len = (unsigned short)(run->request.filter_bytes / sizeof(struct sock_filter)),
        .filter = run->filter};
    /* Without SPEC_ALLOW, kernels before 5.16 slow a filtered program down (speculation control). */
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program);
}

/* Runs in a vfork(2)ed process, in init's memory, so it simply leaves the cause of a failure there. */
static void become_program(struct run *run, int input, struct report *report) {
    enum step step = STEP_DESCRIPTORS;
    if (mode == UNJAILED) prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); /* in a jail, the end of init ends all processes */
    setsid();
    unblock_signals();
    if (take_standard_descriptors(run, input)) goto failed;
    step = STEP_DIRECTORY;
    if (chdir(mode == UNJAILED ? run->work_name : WORK)) goto failed;
    step = STEP_PRIVILEGES;
    if (drop_capabilities()) goto failed;
    step = STEP_LANDLOCK;
    if (apply_landlock(run->rules, run->request.rules)) goto failed;
    step = STEP_LIMITS;
    if (set_limits(&run->request)) goto failed;
    step = STEP_HOLD;
    if (hold(run->fds[FD_HOLD])) goto failed;
    step = STEP_SECCOMP;
    if (install_filter(run)) goto failed;
    step = STEP_EXEC;
    if (run->fds[FD_EXECUTABLE] >= 0)
        syscall(SYS_execveat, run->fds[FD_EXECUTABLE], "", run->argv, run->envp, AT_EMPTY_PATH);
    else
        execve(run->argv[0], run->argv, run->envp);
failed:
    report->failed_step = step;
    report->failed_errno = errno;
    _exit(127);
}

/* ---- init's side ------------------------------------------------------------------------------ */

static int mount_scratch(const struct request *request, unsigned long flags) {
    char options[SCRATCH_OPTIONS];
    snprintf(options, sizeof options, "mode=0777,size=%llu,nr_inodes=%llu",
             (unsigned long long)request->scratch_bytes, (unsigned long long)request->scratch_inodes);
    return mount("tmpfs", INPUTS, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC | flags, options);
}

/* Does what can be done before the request arrives: covers the inputs by a scratch folder. */
static int prepare_view(void) {
    if (mode == UNJAILED) return 0;
    view_fd = open(INPUTS, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return view_fd < 0 ? -1 : mount_scratch(&usual, 0);
}

static int clone_tree(int folder, const char *name) {
    return (int)syscall(SYS_open_tree, folder, name, 1 /* OPEN_TREE_CLONE */ | O_CLOEXEC);
}

static int place_tree(int tree, const char *place) {
    return tree < 0 ? -1 : (int)syscall(SYS_move_mount, tree, "", AT_FDCWD, place, 4 /* from tree itself */);
}

static int show_work_folder(const char *name, int executable) {
    if (place_tree(clone_tree(view_fd, name), WORK)) return -1;
    return executable ? mount(NULL, WORK, NULL, INPUT_MOUNT & ~MS_NOEXEC, NULL) : 0;
}

/* Shows the run's own processes alone, and of the files that describe the machine only cpuinfo: on aarch64,
 * Valgrind asks it for the processor's features. */
static int mount_proc(void) {
    unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    int cpuinfo = clone_tree(AT_FDCWD, "/proc/cpuinfo");
    if (mount("tmpfs", "/proc", "tmpfs", flags, "mode=0755") || mkdir("/proc/own", 0755) ||
        mount("proc", "/proc/own", "proc", flags, "subset=pid") || symlink("own/self", "/proc/self"))
        return -1;
    int file = open("/proc/cpuinfo", O_CREAT | O_WRONLY | O_CLOEXEC, 0444);
    if (file < 0 || close(file) || place_tree(cpuinfo, "/proc/cpuinfo") || close(cpuinfo)) return -1;
    return mount(NULL, "/proc", NULL, MS_REMOUNT | MS_RDONLY | flags, NULL);
}

/* Opens the input anew, so that its offset, marks and mode carry nothing from one run to the next. */
static int complete_view(const struct run *run) {
    int input = run->fds[FD_STDIN];
    if (mode == UNJAILED) return input;
    if (input < 0) input = openat(view_fd, run->stdin_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (input < 0) fail(STEP_INPUT);
    if (*run->work_name && show_work_folder(run->work_name, run->request.flags & FLAG_EXECUTABLE)) fail(STEP_WORK);
    int is_usual = run->request.scratch_bytes == usual.scratch_bytes &&
                   run->request.scratch_inodes == usual.scratch_inodes;
    if (!is_usual && mount_scratch(&run->request, MS_REMOUNT)) fail(STEP_SCRATCH);
    if (run->request.flags & FLAG_PROC && mount_proc()) fail(STEP_PROC);
    return input;
}

/* Waits until the program ends, the deadline passes, or the harness has ended. */
static void await_program(const struct run *run, pid_t program, int child_signal, uint64_t start,
                          struct report *report) {
    struct pollfd watched[3] = {{child_signal, POLLIN, 0}, {control_fd, POLLIN, 0}, {harness_fd, POLLIN, 0}};
    uint64_t deadline = start + run->request.wall_ns;
    for (;;) {
        uint64_t now = now_ns();
        if (now >= deadline) { report->timed_out = 1; return; }
        struct timespec left = {(time_t)((deadline - now) / 1000000000u),
                                (long)((deadline - now) % 1000000000u)};
        if (ppoll(watched, 3, &left, NULL) < 0 && errno != EINTR) fail(STEP_WAIT);
        struct signalfd_siginfo discarded;
        if (watched[0].revents && read(child_signal, &discarded, sizeof discarded) < 0) fail(STEP_WAIT);
        int status;
        for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
            if (pid == program) { report->wait_status = status; return; }
        if (harness_is_gone(&watched[1], &watched[2])) return; /* the caller kills the rest, as at the end of any run */
    }
}

/* State and parent of a process, from "PID (NAME) STATE PARENT ..."; 0 when the process has ended. */
static char state_of(pid_t pid, pid_t *parent) {
    char path[32], text[512], state;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0) close(fd);
    text[size < 0 ? 0 : size] = 0;
    const char *name_end = strrchr(text, ')'); /* a name may contain any character */
    return name_end && sscanf(name_end + 1, " %c %d", &state, parent) == 2 ? state : 0;
}

static int descends_from_us(pid_t pid) {
    for (pid_t parent; pid > 1 && state_of(pid, &parent); pid = parent)
        if (parent == getpid()) return 1;
    return 0;
}

/* Sends a signal to every descendant; returns how many of them were running. */
static int signal_descendants(int signal) {
    int running = 0;
    DIR *processes = opendir("/proc");
    if (!processes) return 0;
    for (struct dirent *entry; (entry = readdir(processes));) {
        pid_t pid = atoi(entry->d_name), parent;
        if (pid <= 0 || !descends_from_us(pid)) continue;
        char state = state_of(pid, &parent);
        running += state == 'R' || state == 'S';
        kill(pid, signal);
    }
    closedir(processes);
    return running;
}

/* Unjailed, nothing kills a whole tree at once, and a fork bomb that is killed process by process replaces
 * each that dies. So all processes are stopped first: a stopped one still counts against the limit. */
static void kill_descendants(void) {
    for (int tries = 0; tries < 100 && signal_descendants(SIGSTOP); tries++) {}
    signal_descendants(SIGKILL);
}

/* Kills and reaps the processes that are left; counts the ones that the program left running. */
static void kill_the_rest(pid_t program, struct report *report) {
    const struct timespec moment = {0, 1000000};
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) /* the program killed these itself */
        if (pid == program) report->wait_status = status;
    if (pid < 0) return;
    if (mode == UNJAILED) kill_descendants();
    else if (getpid() == 1) kill(-1, SIGKILL);
    else _exit(NOT_REPORTED); /* elsewhere, kill(-1) would hit the user's own processes */
    while ((pid = waitpid(-1, &status, mode == UNJAILED ? WNOHANG : 0)) >= 0) {
        if (pid == 0) nanosleep(&moment, NULL), kill_descendants(); /* some have forked meanwhile */
        else if (pid == program) report->wait_status = status;
        else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) report->leftovers++;
    }
}

static enum artifact_state copy_artifact(const struct run *run) {
    if (!*run->artifact_path || run->fds[FD_ARTIFACT] < 0) return ARTIFACT_NONE;
    int source = open(run->artifact_path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat info;
    if (source < 0 || fstat(source, &info) || !S_ISREG(info.st_mode)) return ARTIFACT_MISSING;
    if ((uint64_t)info.st_size > run->request.artifact_bytes) return ARTIFACT_TOO_LARGE;
    for (off_t left = info.st_size; left > 0;) {
        ssize_t copied = sendfile(run->fds[FD_ARTIFACT], source, NULL, (size_t)left);
        if (copied <= 0) return ARTIFACT_MISSING;
        left -= copied;
    }
    return ARTIFACT_COPIED;
}

static void account(struct report *report) {
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    report->user_us = (uint64_t)usage.ru_utime.tv_sec * 1000000u + (uint64_t)usage.ru_utime.tv_usec;
    report->system_us = (uint64_t)usage.ru_stime.tv_sec * 1000000u + (uint64_t)usage.ru_stime.tv_usec;
    report->peak_rss_kb = (uint64_t)usage.ru_maxrss;
}

/* Returns when the program was started or its start has failed; the report says which. It is a function of
 * its own so that no variable of the caller lives in a register across vfork. */
__attribute__((noinline)) static pid_t start_program(struct run *run, int input, struct report *report) {
    pid_t program = vfork();
    if (program == 0) become_program(run, input, report);
    return program;
}

static void run_program(struct run *run, struct report *report) {
    int input = complete_view(run);
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    int child_signal = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    if (child_signal < 0) fail(STEP_FORK);

    /* Init is pinned too. Otherwise the program would have to move to its core, and its end would wake another
     * core, which takes a time that depends on what that core is doing. */
    if (pin(run->request.core)) fail(STEP_AFFINITY);
    pid_t program = start_program(run, input, report);
    if (program < 0) fail(STEP_FORK);
    uint64_t start = now_ns();
    /* The program alone holds its ends of pipes, so that the harness sees when they are closed. */
    close(input), close(run->fds[FD_STDOUT]);
    await_program(run, program, child_signal, start, report);
    report->wall_ns = now_ns() - start;
    kill_the_rest(program, report);
    account(report);
}

/* Makes one run in the namespaces of this process, and ends. */
_Noreturn static void run_and_exit(struct run *run) {
    struct report report = {.magic = MAGIC};
    run_program(run, &report);
    report.artifact_state = copy_artifact(run);
    _exit(send_report(&report) ? NOT_REPORTED : REPORTED);
}

/* ---- supervisor ------------------------------------------------------------------------------- */

/* Blocks until a message can be received; ends the process when the harness has ended. */
static void await_message(void) {
    struct pollfd watched[2] = {{control_fd, POLLIN, 0}, {harness_fd, POLLIN, 0}};
    while (poll(watched, 2, -1) < 0)
        if (errno != EINTR) _exit(NOT_REPORTED);
    if (watched[1].revents) _exit(HARNESS_GONE);
}

/* Forbids, once, the system calls that neither the supervisor nor programs need: loading a filter is slow. */
static int answer_filter(struct run *run) {
    usual = run->request;
    return report_failure(install_filter(run) ? STEP_SECCOMP : STEP_NONE);
}

/* Takes one message and answers it, unless it asks for a run: then returns 1. Returns -1 when the harness has
 * ended. */
static int take_message(struct run *run) {
    await_message();
    if (receive(run)) return report_failure(STEP_REQUEST);
    switch (run->request.kind) {
    case KIND_RUN: return 1;
    case KIND_FILTER: return answer_filter(run);
    default: return answer_put_or_drop(run);
    }
}

/* Takes messages until one asks for a run, and makes that. */
_Noreturn static void serve_one_run(struct run *run) {
    int prepared = !prepare_view(), cause = errno;
    for (int asked; (asked = take_message(run)) <= 0;)
        if (asked < 0) _exit(HARNESS_GONE);
    errno = cause;
    if (!prepared) fail(STEP_SCRATCH);
    run_and_exit(run);
}

/* Like fork(2), into fresh pid and mount namespaces. */
static pid_t fork_init(void) {
    return (pid_t)syscall(SYS_clone, CLONE_NEWPID | CLONE_NEWNS | SIGCHLD, NULL, NULL, NULL, 0);
}

/* Clones each init as soon as the one before has ended, in time that no one waits for. A report without a
 * request tells the harness that this jail is of no use any more. */
static int serve_runs(struct run *run) {
    for (int lost = 0, status; !lost;) {
        pid_t init = fork_init();
        if (init == 0) serve_one_run(run);
        if (init < 0) { report_failure(STEP_FORK); break; }
        if (waitpid(init, &status, 0) < 0) { report_failure(STEP_WAIT); break; }
        if (WIFEXITED(status) && WEXITSTATUS(status) == HARNESS_GONE) break;
        if (WIFEXITED(status) && WEXITSTATUS(status) == REPORTED) continue;
        errno = 0; /* it was killed, by the kernel for lack of memory or by someone else */
        lost = report_failure(STEP_INIT_LOST);
    }
    return 1;
}

static int serve(void) {
    static struct run run;
    reset_signals();
    umask(077);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (mode == UNJAILED ? prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) : mount_inputs()) {
        report_failure(STEP_INPUT);
        return 1;
    }
    if (drop_inheritable_privileges()) {
        report_failure(STEP_PRIVILEGES);
        return 1;
    }
    struct report hello = {.magic = MAGIC};
    if (send_report(&hello)) return 1;
    if (take_message(&run) || run.request.kind != KIND_FILTER) return 1; /* the filter must come first, because it binds all that follows */
    if (mode == SERVE) return serve_runs(&run);
    serve_one_run(&run);
}

/* ---- start --------------------------------------------------------------------------------------- */

int main(int argc, char **argv) {
    const char *name = argc > 1 ? argv[1] : "";
    prctl(PR_SET_NAME, "perfgym");
    if (!strcmp(name, "guard") && argc > 6) return guard(argv + 2);
    if (argc != 4) return 2;
    if (!strcmp(name, "serve")) mode = SERVE;
    else if (!strcmp(name, "once")) mode = ONCE;
    else if (!strcmp(name, "unjailed")) mode = UNJAILED;
    else return 2;
    control_fd = atoi(argv[2]), harness_fd = atoi(argv[3]);
    fcntl(control_fd, F_SETFD, FD_CLOEXEC);
    fcntl(harness_fd, F_SETFD, FD_CLOEXEC);
    return serve();
}
