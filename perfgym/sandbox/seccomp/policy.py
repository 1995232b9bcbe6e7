"""Which system calls a program may make.

The policy denies calls that no program under test needs and that reach other programs, the clock, the
kernel's extension points or the counters. It is a second wall: namespaces, missing mounts and dropped
capabilities already stop most of what it denies. Calls are named here; an architecture that lacks one has a
newer call in its place, which is named too.
"""

import errno
import functools

from perfgym.machine.architecture import architecture
from perfgym.sandbox.request import CodeSource, Simulator
from perfgym.sandbox.seccomp.bpf import (
    ARG0,
    ARG1,
    ARG2,
    ARG3,
    Body,
    allow,
    allow_unless_bits,
    assemble,
    only_value,
    refuse,
    refuse_bits,
    refuse_unless_bits,
    refuse_values,
)

__all__ = ["build_filter", "build_jail_filter", "build_run_filter"]

_CLONE_THREAD = 0x00010000
_CLONE_NEW_ANY = 0x7E020000  # all CLONE_NEW* flags that clone(2) knows
_AF_UNIX = 1

_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_F_SETLEASE, _F_NOTIFY, _F_SET_RW_HINT, _F_SET_FILE_RW_HINT = 1024, 1026, 1036, 1038
_MADV_COLD, _MADV_PAGEOUT, _MADV_COLLAPSE = 20, 21, 25
_PR_SET_TSC, _PR_TASK_PERF_OFF, _PR_TASK_PERF_ON, _PR_SET_MM, _PR_SCHED_CORE = 26, 31, 32, 35, 62
_PROT_WRITE, _PROT_EXEC, _MAP_SHARED, _MAP_ANONYMOUS = 2, 4, 1, 0x20

_DENIED = {
    "reach into other processes": {
        "ptrace",
        "process_vm_readv",
        "process_vm_writev",
        "kcmp",
        "pidfd_open",
        "pidfd_getfd",
        "process_madvise",
        "process_mrelease",
    },
    "counters and kernel extension": {
        "perf_event_open",
        "bpf",
        "userfaultfd",
        "io_uring_setup",
        "io_uring_enter",
        "io_uring_register",
        "init_module",
        "delete_module",
        "finit_module",
        "kexec_load",
        "kexec_file_load",
        "reboot",
        "syslog",
        "acct",
        "lookup_dcookie",
        "vhangup",
        "iopl",
        "ioperm",
        "modify_ldt",
        "landlock_create_ruleset",
        "landlock_add_rule",
        "landlock_restrict_self",
    },
    "keys": {"add_key", "request_key", "keyctl"},
    "mounts and namespaces": {
        "mount",
        "umount2",
        "pivot_root",
        "chroot",
        "unshare",
        "setns",
        "open_tree",
        "move_mount",
        "fsopen",
        "fsconfig",
        "fsmount",
        "fspick",
        "mount_setattr",
        "name_to_handle_at",
        "open_by_handle_at",
        "quotactl",
        "quotactl_fd",
        "swapon",
        "swapoff",
        "statmount",
        "listmount",
    },
    "clock": {
        "settimeofday",
        "clock_settime",
        "clock_adjtime",
        "adjtimex",
    },
    "scheduling away from the core": {
        "sched_setaffinity",
        "sched_setscheduler",
        "sched_setparam",
        "sched_setattr",
        "setpriority",
        "ioprio_set",
        "mbind",
        "set_mempolicy",
        "migrate_pages",
        "move_pages",
        "set_mempolicy_home_node",
    },
    "memory that outlives a run or escapes its limits": {
        "shmget",
        "shmat",
        "shmctl",
        "semget",
        "semop",
        "semctl",
        "shmdt",
        "msgget",
        "msgsnd",
        "msgrcv",
        "msgctl",
        "semtimedop",
        "mq_open",
        "mq_unlink",
        "memfd_secret",
        "vmsplice",
    },
    # sync waits for every disk of the host and ignores SIGKILL; the host has few I/O contexts for all.
    "resources of the whole host": {
        "sync",
        "syncfs",
        "io_setup",
        "io_destroy",
        "io_getevents",
        "io_submit",
        "io_cancel",
        "io_pgetevents",
    },
    "marks on files": {
        "setxattr",
        "lsetxattr",
        "fsetxattr",
        "removexattr",
        "lremovexattr",
        "fremovexattr",
        "fanotify_init",
        "fanotify_mark",
    },
    # A flag of personality makes all readable memory executable; uselib maps a file writable and executable.
    "layout of the address space": {"personality", "uselib", "remap_file_pages"},
}

# Without namespaces, a program that runs as its user could mark that user's files.
_DENIED_TO_RUNS = {
    "new processes": {"fork", "vfork"},
    "memory that escapes its limits": {"memfd_create"},
    "modes, owners and times of files": {
        "chmod",
        "fchmod",
        "chown",
        "fchown",
        "lchown",
        "utime",
        "utimes",
        "fchownat",
        "futimesat",
        "fchmodat",
        "utimensat",
        "fchmodat2",
    },
}

# The only calls that a simulated program may make. The simulator makes calls of its own in the same process;
# the filter tells them apart by the address that they return to.
_GUEST_NEEDS = {
    "its three descriptors": {
        "read",
        "write",
        "close",
        "fstat",
        "poll",
        "ppoll",
        "lseek",
        "pread64",
        "pwrite64",
        "readv",
        "writev",
        "dup",
        "dup2",
        "fcntl",
        "fsync",
        "fdatasync",
        "ftruncate",
        "fadvise64",
        "epoll_wait",
        "newfstatat",
        "epoll_pwait",
        "dup3",
    },
    "memory": {
        "mmap",
        "mprotect",
        "munmap",
        "brk",
        "mremap",
        "msync",
        "mincore",
        "madvise",
    },
    "threads and signals": {
        "rt_sigaction",
        "rt_sigprocmask",
        "rt_sigreturn",
        "sched_yield",
        "clone",
        "exit",
        "sigaltstack",
        "arch_prctl",
        "gettid",
        "futex",
        "sched_getaffinity",
        "set_tid_address",
        "exit_group",
        "tgkill",
        "set_robust_list",
        "membarrier",
        "rseq",
    },
    "facts about itself and the time": {
        "nanosleep",
        "getpid",
        "uname",
        "gettimeofday",
        "getrlimit",
        "getrusage",
        "sysinfo",
        "times",
        "time",
        "clock_gettime",
        "clock_getres",
        "clock_nanosleep",
        "prlimit64",
        "getcpu",
        "getrandom",
    },
}


# Loading a long filter takes longer than starting a program. So the calls that the supervisor does not need
# are denied once, to the whole jail, and each run's filter denies only the calls that the supervisor needs.
_SUPERVISOR_NEEDS = {"clone", "mount", "umount2", "open_tree", "move_mount", "sched_setaffinity"}


def _code_policy(code: CodeSource) -> dict[str, Body]:
    """Return the instructions for each system call that could make memory executable."""
    if code is CodeSource.ANYWHERE:
        return {}
    # A private mapping of a file that nobody can write holds what the file holds. That no such file can be
    # written is the part of mounts and descriptors: a filter does not see which file a descriptor is.
    of_a_file = refuse_bits(ARG2, _PROT_WRITE, refuse_bits(ARG3, _MAP_SHARED | _MAP_ANONYMOUS, allow()))
    mapped = of_a_file if code is CodeSource.FILES else refuse(errno.EPERM)
    return {
        "mmap": allow_unless_bits(ARG2, _PROT_EXEC, mapped),
        "mprotect": _NEVER_EXECUTABLE,
        "pkey_mprotect": _NEVER_EXECUTABLE,
    }


_NEVER_EXECUTABLE = refuse_bits(ARG2, _PROT_EXEC, allow())


def _policy(*, may_fork: bool, code: CodeSource) -> dict[str, Body]:
    """Return the instructions for each system call that is not always allowed."""
    groups = [*_DENIED.values(), *(() if may_fork else _DENIED_TO_RUNS.values())]
    policy = {call: refuse(errno.EPERM) for group in groups for call in group}
    threads_only = [] if may_fork else refuse_unless_bits(_CLONE_THREAD)
    return policy | {
        # libc falls back to clone(2), whose flags a filter can see, when clone3 does not exist.
        "clone3": refuse(errno.ENOSYS),
        "clone": refuse_bits(ARG0, _CLONE_NEW_ANY, [*threads_only, *allow()]),
        # A pair of sockets reaches no one. A network namespace does not cover AF_VSOCK, for one.
        "socket": refuse(errno.EAFNOSUPPORT),
        "socketpair": only_value(ARG0, _AF_UNIX, errno.EAFNOSUPPORT),
        "ioctl": refuse_values(ARG1, (_TIOCSTI, _TIOCLINUX)),
        # A program changes its own limits alone: pid 1 of a run has the same user and has to report.
        "prlimit64": only_value(ARG0, 0, errno.EPERM),
        # A write-life hint stays on the input's inode, whatever the mount and the descriptor allow.
        "fcntl": refuse_values(ARG1, (_F_SETLEASE, _F_NOTIFY, _F_SET_RW_HINT, _F_SET_FILE_RW_HINT)),
        # Applied to a mapping, these change the pages of the file itself: of the input, for the next run.
        "madvise": refuse_values(ARG2, (_MADV_COLD, _MADV_PAGEOUT, _MADV_COLLAPSE)),
        "prctl": refuse_values(
            ARG0, (_PR_SET_TSC, _PR_TASK_PERF_OFF, _PR_TASK_PERF_ON, _PR_SET_MM, _PR_SCHED_CORE)
        ),
        **_code_policy(code),
    }


def _guest_needs() -> dict[str, Body]:
    """The simulator maps memory for its program by calls of its own, so mmap cannot be told apart here."""
    needs = {call: allow() for group in _GUEST_NEEDS.values() for call in group}
    return needs | {"mprotect": _NEVER_EXECUTABLE}


@functools.cache
def build_filter(*, may_fork: bool, code: CodeSource, simulator: Simulator | None = None) -> bytes:
    """The whole policy as an array of ``struct sock_filter``.

    Args:
        may_fork: Whether new processes may be started, as builds need. Threads are always allowed.
        code: Where executable memory may come from.
        simulator: The tool that simulates the program, if one does.

    Raises:
        MachineError: perfgym does not run on this architecture.
    """
    policy = _policy(may_fork=may_fork, code=code)
    return assemble(
        architecture(), policy, refuse_unknown=True, simulator=simulator, guest_needs=_guest_needs()
    )


@functools.cache
def build_jail_filter() -> bytes:
    """The part of the policy that binds the supervisor too.

    Raises:
        MachineError: perfgym does not run on this architecture.
    """
    policy = _policy(may_fork=True, code=CodeSource.ANYWHERE)
    binding = {call: body for call, body in policy.items() if call not in _SUPERVISOR_NEEDS}
    return assemble(architecture(), binding, refuse_unknown=True)


@functools.cache
def build_run_filter(*, may_fork: bool, code: CodeSource, simulator: Simulator | None = None) -> bytes:
    """The rest of the policy, for one run under :func:`build_jail_filter`.

    Args:
        may_fork: As for :func:`build_filter`.
        code: As for :func:`build_filter`.
        simulator: As for :func:`build_filter`.

    Raises:
        MachineError: perfgym does not run on this architecture.
    """
    jailed = _policy(may_fork=True, code=CodeSource.ANYWHERE)
    policy = _policy(may_fork=may_fork, code=code)
    rest = {call: body for call, body in policy.items() if call in _SUPERVISOR_NEEDS or call not in jailed}
    return assemble(
        architecture(), rest, refuse_unknown=False, simulator=simulator, guest_needs=_guest_needs()
    )
