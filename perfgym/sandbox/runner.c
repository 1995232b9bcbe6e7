/* runner: runs one untrusted program inside a jail that bubblewrap has built.
 *
 * Theory of operation
 * -------------------
 * Three processes, two trust boundaries:
 *
 *   harness (Python, outside) --socket--> runner (this file, pid 1 of the jail) --fork--> program
 *
 *   harness   Builds the jail (namespaces, read-only mounts, no network) with bubblewrap, sends one
 *             request and reads one report over a SOCK_SEQPACKET socket. It never talks to the
 *             program and takes no word of the program's for anything.
 *   runner    Pid 1 of the jail's pid namespace. It holds CAP_SYS_ADMIN and CAP_SETPCAP *in the
 *             jail's own user namespace*, to mount the scratch file system and to take every
 *             capability from the program. The kernel delivers no signal from inside the namespace
 *             to it, and when it ends the kernel kills whatever is left in the namespace.
 *   program   No capabilities, no_new_privs, a seccomp filter, resource limits, its own session,
 *             three descriptors: 0 the input (read-only file on a read-only mount), 1 and 2 memory
 *             files made by the harness for this run, bounded by RLIMIT_FSIZE.
 *
 * Order of one run:
 *   1. hello to the harness, which learns our pid (SCM_CREDENTIALS) and puts us in a memory cgroup;
 *   2. request: fixed header, then strings, then the seccomp filter; descriptors by SCM_RIGHTS;
 *   3. scratch file system of bounded size and inode count on /tmp;
 *   4. fork; the child gives everything up and execs; an error before exec comes back by a
 *      close-on-exec pipe with the number of the step that failed;
 *   5. wait until the program ends, its deadline passes, or the harness hangs up;
 *   6. kill and reap whatever it left behind, so that its CPU time is accounted for;
 *   7. copy out the artifact, if one was asked for, report, and exit.
 *
 * The CPU time reported is that of the program and its descendants: they are the only children of
 * this process, and bubblewrap's own work happens before and outside.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
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
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { MAX_MESSAGE = 128 * 1024, MAX_STRINGS = 256, SCRATCH_OPTIONS = 96 };
enum { MAGIC = 0x70677231 }; /* "pgr1"; changes with the layout of either message */

/* Steps that can fail, in the order of perfgym/sandbox/protocol.py. */
enum step {
    STEP_NONE, STEP_REQUEST, STEP_SCRATCH, STEP_INPUT, STEP_FORK, STEP_DESCRIPTORS, STEP_LIMITS,
    STEP_AFFINITY, STEP_DIRECTORY, STEP_PRIVILEGES, STEP_SECCOMP, STEP_EXEC, STEP_WAIT,
};
enum artifact_state { ARTIFACT_NONE, ARTIFACT_COPIED, ARTIFACT_MISSING, ARTIFACT_TOO_LARGE };
enum { FD_STDOUT, FD_STDERR, FD_ARTIFACT, FD_EXECUTABLE, FD_COUNT };

struct request {
    uint32_t magic;
    uint32_t argc, envc;         /* strings: stdin path, directory, artifact path, argv, env */
    uint32_t filter_bytes;       /* seccomp program, after the strings */
    uint32_t descriptors;        /* bit i: descriptor FD_i comes with the message, in that order */
    int32_t core;                /* logical CPU to pin to, or -1 */
    uint64_t wall_ns, cpu_s, address_space_bytes, file_bytes, processes, open_files;
    uint64_t stack_bytes, scratch_bytes, scratch_inodes, artifact_bytes;
};

struct report {
    uint32_t magic;
    uint32_t failed_step;        /* enum step; STEP_NONE when the program was started */
    int32_t failed_errno;
    int32_t wait_status;         /* as waitpid(2) gives it */
    uint32_t timed_out, leftovers, artifact_state, reserved;
    uint64_t wall_ns, user_us, system_us, peak_rss_kb;
};

struct run {
    struct request request;
    const char *stdin_path, *directory, *artifact_path;
    char *argv[MAX_STRINGS + 1], *envp[MAX_STRINGS + 1];
    struct sock_filter *filter;
    int fds[FD_COUNT];
};

static int control_fd;

static uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void send_report_and_exit(const struct report *report) {
    ssize_t sent = send(control_fd, report, sizeof *report, MSG_NOSIGNAL);
    _exit(sent == (ssize_t)sizeof *report ? 0 : 1);
}

static void fail(enum step step) {
    struct report report = {.magic = MAGIC, .failed_step = step, .failed_errno = errno};
    send_report_and_exit(&report);
}

/* ---- request ---------------------------------------------------------------------------------- */

static void receive_descriptors(struct run *run, struct msghdr *message) {
    int received[FD_COUNT], count = 0;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
        size_t bytes = c->cmsg_len - CMSG_LEN(0);
        for (size_t i = 0; i < bytes / sizeof(int) && count < FD_COUNT; i++)
            memcpy(&received[count++], CMSG_DATA(c) + i * sizeof(int), sizeof(int));
    }
    int next = 0;
    for (int i = 0; i < FD_COUNT; i++) {
        run->fds[i] = -1;
        if (!(run->request.descriptors & (1u << i))) continue;
        if (next == count) { errno = EBADMSG; fail(STEP_REQUEST); }
        run->fds[i] = received[next++];
    }
    if (run->fds[FD_STDOUT] < 0 || run->fds[FD_STDERR] < 0) { errno = EBADMSG; fail(STEP_REQUEST); }
}

/* Takes one NUL-terminated string off [*cursor, end). */
static char *take_string(char **cursor, char *end) {
    char *start = *cursor, *nul = memchr(start, 0, (size_t)(end - start));
    if (!nul) { errno = EBADMSG; fail(STEP_REQUEST); }
    *cursor = nul + 1;
    return start;
}

static void parse_request(struct run *run, char *message, size_t size) {
    struct request *request = &run->request;
    errno = EBADMSG;
    if (size < sizeof *request) fail(STEP_REQUEST);
    memcpy(request, message, sizeof *request);
    if (request->magic != MAGIC || request->argc == 0 || request->argc > MAX_STRINGS ||
        request->envc > MAX_STRINGS || request->filter_bytes > size - sizeof *request ||
        request->filter_bytes == 0 || request->filter_bytes % sizeof(struct sock_filter))
        fail(STEP_REQUEST);

    char *cursor = message + sizeof *request, *end = message + size - request->filter_bytes;
    run->stdin_path = take_string(&cursor, end);
    run->directory = take_string(&cursor, end);
    run->artifact_path = take_string(&cursor, end);
    for (uint32_t i = 0; i < request->argc; i++) run->argv[i] = take_string(&cursor, end);
    for (uint32_t i = 0; i < request->envc; i++) run->envp[i] = take_string(&cursor, end);
    if (cursor != end) fail(STEP_REQUEST);

    run->filter = malloc(request->filter_bytes); /* the message gives no alignment */
    if (!run->filter) fail(STEP_REQUEST);
    memcpy(run->filter, end, request->filter_bytes);
}

static void receive_request(struct run *run) {
    static char message[MAX_MESSAGE];
    char ancillary[CMSG_SPACE(sizeof(int) * FD_COUNT)];
    struct iovec part = {message, sizeof message};
    struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1,
                            .msg_control = ancillary, .msg_controllen = sizeof ancillary};
    ssize_t size = recvmsg(control_fd, &header, MSG_CMSG_CLOEXEC);
    if (size == 0) _exit(0); /* the harness has gone */
    if (size < 0 || header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) fail(STEP_REQUEST);
    parse_request(run, message, (size_t)size);
    receive_descriptors(run, &header);
}

/* ---- the program's side of the fork ----------------------------------------------------------- */

static int limit(int resource, uint64_t value) {
    struct rlimit r = {value, value};
    return setrlimit(resource, &r);
}

/* SIGXCPU at the limit, which says what happened; SIGKILL a second later, for a program deaf to it. */
static int limit_cpu(uint64_t seconds) {
    struct rlimit r = {seconds, seconds + 1};
    return setrlimit(RLIMIT_CPU, &r);
}

static int set_limits(const struct request *request) {
    /* RLIM_INFINITY arrives as 2^64-1. A core limit of 1, unlike 0, also keeps the kernel from
     * starting a core_pattern pipe handler (fs/coredump.c). */
    return limit(RLIMIT_AS, request->address_space_bytes) || limit_cpu(request->cpu_s) ||
           limit(RLIMIT_FSIZE, request->file_bytes) || limit(RLIMIT_NPROC, request->processes) ||
           limit(RLIMIT_NOFILE, request->open_files) || limit(RLIMIT_STACK, request->stack_bytes) ||
           limit(RLIMIT_CORE, 1) || limit(RLIMIT_MEMLOCK, 0) || limit(RLIMIT_MSGQUEUE, 0);
}

static int pin(int core) {
    if (core < 0) return 0;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((size_t)core, &set);
    return sched_setaffinity(0, sizeof set, &set);
}

static int open_descriptors(const struct run *run) {
    int input = open(run->stdin_path, O_RDONLY);
    if (input < 0 || dup2(input, 0) < 0 || dup2(run->fds[FD_STDOUT], 1) < 0 ||
        dup2(run->fds[FD_STDERR], 2) < 0)
        return -1;
    return (int)syscall(SYS_close_range, 3u, ~0u, 4u /* CLOSE_RANGE_CLOEXEC */);
}

static int drop_privileges(void) {
    for (int cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
        if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0)) return -1;
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)) return -1;
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
    if (syscall(SYS_capset, &header, none)) return -1;
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

static void reset_signals(void) {
    struct sigaction action = {.sa_handler = SIG_DFL};
    for (int signal = 1; signal < NSIG; signal++) sigaction(signal, &action, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static int install_filter(const struct run *run) {
    struct sock_fprog program = {
        .len = (unsigned short)(run->request.filter_bytes / sizeof(struct sock_filter)),
        .filter = run->filter};
    /* Without SPEC_ALLOW, kernels before 5.16 slow a filtered program down (speculation control). */
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program);
}

static void become_program(struct run *run, int error_pipe) {
    enum step step = STEP_DESCRIPTORS;
    setsid();
    reset_signals();
    umask(077);
    if (open_descriptors(run)) goto failed;
    step = STEP_AFFINITY;
    if (pin(run->request.core)) goto failed;
    step = STEP_DIRECTORY;
    if (chdir(run->directory)) goto failed;
    step = STEP_PRIVILEGES;
    if (drop_privileges()) goto failed;
    step = STEP_LIMITS;
    if (set_limits(&run->request)) goto failed;
    step = STEP_SECCOMP;
    if (install_filter(run)) goto failed;
    step = STEP_EXEC;
    if (run->fds[FD_EXECUTABLE] >= 0)
        syscall(SYS_execveat, run->fds[FD_EXECUTABLE], "", run->argv, run->envp, AT_EMPTY_PATH);
    else
        execve(run->argv[0], run->argv, run->envp);
failed:;
    int32_t failure[2] = {(int32_t)step, errno};
    ssize_t written = write(error_pipe, failure, sizeof failure);
    _exit(written == (ssize_t)sizeof failure ? 127 : 126);
}

/* ---- pid 1's side ----------------------------------------------------------------------------- */

static void mount_scratch(const struct request *request) {
    char options[SCRATCH_OPTIONS];
    snprintf(options, sizeof options, "mode=0777,size=%llu,nr_inodes=%llu",
             (unsigned long long)request->scratch_bytes, (unsigned long long)request->scratch_inodes);
    if (mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options)) fail(STEP_SCRATCH);
}

/* Waits until the program ends, the deadline passes or the harness hangs up. */
static void await_program(const struct run *run, pid_t program, int child_signal, uint64_t start,
                          struct report *report) {
    struct pollfd watched[2] = {{child_signal, POLLIN, 0}, {control_fd, POLLIN, 0}};
    uint64_t deadline = start + run->request.wall_ns;
    for (;;) {
        uint64_t now = now_ns();
        if (now >= deadline) { report->timed_out = 1; return; }
        struct timespec left = {(time_t)((deadline - now) / 1000000000u),
                                (long)((deadline - now) % 1000000000u)};
        if (ppoll(watched, 2, &left, NULL) < 0 && errno != EINTR) fail(STEP_WAIT);
        if (watched[1].revents) _exit(0); /* nothing is due from the harness: it has gone */
        struct signalfd_siginfo discarded;
        if (watched[0].revents && read(child_signal, &discarded, sizeof discarded) < 0) fail(STEP_WAIT);
        int status;
        for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
            if (pid == program) { report->wait_status = status; return; }
    }
}

/* Kills and reaps all that is left in the namespace; counts what the program left running. */
static void kill_the_rest(pid_t program, struct report *report) {
    if (getpid() != 1) _exit(1); /* kill(-1) anywhere else would hit the user's own processes */
    kill(-1, SIGKILL);
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, 0)) > 0;) {
        if (pid == program) report->wait_status = status;
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

static void read_failure(int error_pipe, struct report *report) {
    int32_t failure[2];
    if (read(error_pipe, failure, sizeof failure) != (ssize_t)sizeof failure) return;
    report->failed_step = (uint32_t)failure[0];
    report->failed_errno = failure[1];
}

static void account(struct report *report) {
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    report->user_us = (uint64_t)usage.ru_utime.tv_sec * 1000000u + (uint64_t)usage.ru_utime.tv_usec;
    report->system_us = (uint64_t)usage.ru_stime.tv_sec * 1000000u + (uint64_t)usage.ru_stime.tv_usec;
    report->peak_rss_kb = (uint64_t)usage.ru_maxrss;
}

static void run_program(struct run *run, struct report *report) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    int child_signal = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    int error_pipe[2];
    if (child_signal < 0 || pipe2(error_pipe, O_CLOEXEC)) fail(STEP_FORK);

    uint64_t start = now_ns();
    pid_t program = fork();
    if (program < 0) fail(STEP_FORK);
    if (program == 0) become_program(run, error_pipe[1]);
    close(error_pipe[1]);
    read_failure(error_pipe[0], report); /* returns at exec, when the pipe closes */
    await_program(run, program, child_signal, start, report);
    report->wall_ns = now_ns() - start;
    kill_the_rest(program, report);
    account(report);
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    control_fd = atoi(argv[1]);
    fcntl(control_fd, F_SETFD, FD_CLOEXEC);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);

    struct report hello = {.magic = MAGIC}, report = {.magic = MAGIC};
    if (send(control_fd, &hello, sizeof hello, MSG_NOSIGNAL) != (ssize_t)sizeof hello) return 1;
    static struct run run;
    receive_request(&run);
    mount_scratch(&run.request);
    run_program(&run, &report);
    report.artifact_state = copy_artifact(&run);
    send_report_and_exit(&report);
}
