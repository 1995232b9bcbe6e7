/* The messages between the harness and the supervisor. perfgym/sandbox/wire.py has the same layouts. */
#ifndef PERFGYM_WIRE_H
#define PERFGYM_WIRE_H

#include <stdint.h>

enum { MAGIC = 0x70677334 }; /* "pgs4"; changes with the layout of a message */

enum kind { KIND_RUN, KIND_PUT, KIND_DROP, KIND_FILTER };
enum { FLAG_PROC = 1, FLAG_EXECUTABLE = 2 }; /* the run sees /proc; the file, or files of the run, can be executed */

/* Steps that can fail, in the order of wire.py. */
enum step {
    STEP_NONE, STEP_REQUEST, STEP_INPUT, STEP_WORK, STEP_SCRATCH, STEP_FORK, STEP_DESCRIPTORS,
    STEP_LIMITS, STEP_AFFINITY, STEP_DIRECTORY, STEP_PRIVILEGES, STEP_LANDLOCK, STEP_HOLD,
    STEP_SECCOMP, STEP_EXEC, STEP_WAIT, STEP_INIT_LOST, STEP_PUT, STEP_PROC,
};
enum artifact_state { ARTIFACT_NONE, ARTIFACT_COPIED, ARTIFACT_MISSING, ARTIFACT_TOO_LARGE };
enum { FD_STDOUT, FD_STDERR, FD_ARTIFACT, FD_EXECUTABLE, FD_HOLD, FD_STDIN, FD_COUNT };

struct request {
    uint32_t magic, kind;
    uint32_t argc, envc, rules;  /* number of strings after three paths: argv, environment, Landlock rules */
    uint32_t filter_bytes;       /* size of the seccomp program, which follows the strings */
    uint32_t descriptors;        /* bit i: descriptor FD_i comes with the message, in that order */
    int32_t core;                /* logical CPU to pin to, or -1 */
    uint32_t flags;
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

#endif
