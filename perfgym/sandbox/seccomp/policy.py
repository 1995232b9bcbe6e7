"""Which system calls a program may make.

The policy denies calls that no program under test needs and that reach other programs, the clock, the
kernel's extension points or the counters. It is a second wall: namespaces, missing mounts and dropped
capabilities already stop most of what it denies. The numbers are those of x86-64.
"""

import errno
import functools
import platform

from perfgym.errors import SandboxUnavailableError
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

_CLONE, _CLONE3, _SOCKET, _SOCKETPAIR, _IOCTL, _PRCTL = 56, 435, 41, 53, 16, 157
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_PRLIMIT64, _FCNTL = 302, 72
_F_SETLEASE, _F_NOTIFY, _F_SET_RW_HINT, _F_SET_FILE_RW_HINT = 1024, 1026, 1036, 1038
_MADVISE, _MADV_COLD, _MADV_PAGEOUT, _MADV_COLLAPSE = 28, 20, 21, 25
_PR_SET_TSC, _PR_TASK_PERF_OFF, _PR_TASK_PERF_ON, _PR_SET_MM, _PR_SCHED_CORE = 26, 31, 32, 35, 62
_MMAP, _MPROTECT, _PKEY_MPROTECT = 9, 10, 329
_PROT_WRITE, _PROT_EXEC, _MAP_SHARED, _MAP_ANONYMOUS = 2, 4, 1, 0x20

_DENIED = {
    "reach into other processes": {
        "ptrace": 101,
        "process_vm_readv": 310,
        "process_vm_writev": 311,
        "kcmp": 312,
        "pidfd_open": 434,
        "pidfd_getfd": 438,
        "process_madvise": 440,
        "process_mrelease": 448,
    },
    "counters and kernel extension": {
        "perf_event_open": 298,
        "bpf": 321,
        "userfaultfd": 323,
        "io_uring_setup": 425,
        "io_uring_enter": 426,
        "io_uring_register": 427,
        "init_module": 175,
        "delete_module": 176,
        "finit_module": 313,
        "kexec_load": 246,
        "kexec_file_load": 320,
        "reboot": 169,
        "syslog": 103,
        "acct": 163,
        "lookup_dcookie": 212,
        "vhangup": 153,
        "iopl": 172,
        "ioperm": 173,
        "modify_ldt": 154,
        "landlock_create_ruleset": 444,
        "landlock_add_rule": 445,
        "landlock_restrict_self": 446,
    },
    "keys": {"add_key": 248, "request_key": 249, "keyctl": 250},
    "mounts and namespaces": {
        "mount": 165,
        "umount2": 166,
        "pivot_root": 155,
        "chroot": 161,
        "unshare": 272,
        "setns": 308,
        "open_tree": 428,
        "move_mount": 429,
        "fsopen": 430,
        "fsconfig": 431,
        "fsmount": 432,
        "fspick": 433,
        "mount_setattr": 442,
        "name_to_handle_at": 303,
        "open_by_handle_at": 304,
        "quotactl": 179,
        "quotactl_fd": 443,
        "swapon": 167,
        "swapoff": 168,
        "statmount": 457,
        "listmount": 458,
    },
    "clock": {
        "settimeofday": 164,
        "clock_settime": 227,
        "clock_adjtime": 305,
        "adjtimex": 159,
    },
    "scheduling away from the core": {
        "sched_setaffinity": 203,
        "sched_setscheduler": 144,
        "sched_setparam": 142,
        "sched_setattr": 314,
        "setpriority": 141,
        "ioprio_set": 251,
        "mbind": 237,
        "set_mempolicy": 238,
        "migrate_pages": 256,
        "move_pages": 279,
        "set_mempolicy_home_node": 450,
    },
    "memory that outlives a run or escapes its limits": {
        "shmget": 29,
        "shmat": 30,
        "shmctl": 31,
        "semget": 64,
        "semop": 65,
        "semctl": 66,
        "shmdt": 67,
        "msgget": 68,
        "msgsnd": 69,
        "msgrcv": 70,
        "msgctl": 71,
        "semtimedop": 220,
        "mq_open": 240,
        "mq_unlink": 241,
        "memfd_secret": 447,
        "vmsplice": 278,
    },
    # sync waits for every disk of the host and ignores SIGKILL; the host has few I/O contexts for all.
    "resources of the whole host": {
        "sync": 162,
        "syncfs": 306,
        "io_setup": 206,
        "io_destroy": 207,
        "io_getevents": 208,
        "io_submit": 209,
        "io_cancel": 210,
        "io_pgetevents": 333,
    },
    "marks on files": {
        "setxattr": 188,
        "lsetxattr": 189,
        "fsetxattr": 190,
        "removexattr": 197,
        "lremovexattr": 198,
        "fremovexattr": 199,
        "fanotify_init": 300,
        "fanotify_mark": 301,
    },
    # A flag of personality makes all readable memory executable; uselib maps a file writable and executable.
    "layout of the address space": {"personality": 135, "uselib": 134, "remap_file_pages": 216},
}

# Without namespaces, a program that runs as its user could mark that user's files.
_DENIED_TO_RUNS = {
    "new processes": {"fork": 57, "vfork": 58},
    "memory that escapes its limits": {"memfd_create": 319},
    "modes, owners and times of files": {
        "chmod": 90,
        "fchmod": 91,
        "chown": 92,
        "fchown": 93,
        "lchown": 94,
        "utime": 132,
        "utimes": 235,
        "fchownat": 260,
        "futimesat": 261,
        "fchmodat": 268,
        "utimensat": 280,
        "fchmodat2": 452,
    },
}

# The only calls that a simulated program may make. The simulator makes calls of its own in the same process;
# the filter tells them apart by the address that they return to.
_GUEST_NEEDS = {
    "its three descriptors": {
        "read": 0,
        "write": 1,
        "close": 3,
        "fstat": 5,
        "poll": 7,
        "lseek": 8,
        "pread64": 17,
        "pwrite64": 18,
        "readv": 19,
        "writev": 20,
        "dup": 32,
        "dup2": 33,
        "fcntl": 72,
        "fsync": 74,
        "fdatasync": 75,
        "ftruncate": 77,
        "fadvise64": 221,
        "epoll_wait": 232,
        "newfstatat": 262,
        "epoll_pwait": 281,
        "dup3": 292,
    },
    "memory": {
        "mmap": 9,
        "mprotect": 10,
        "munmap": 11,
        "brk": 12,
        "mremap": 25,
        "msync": 26,
        "mincore": 27,
        "madvise": 28,
    },
    "threads and signals": {
        "rt_sigaction": 13,
        "rt_sigprocmask": 14,
        "rt_sigreturn": 15,
        "sched_yield": 24,
        "clone": 56,
        "exit": 60,
        "sigaltstack": 131,
        "arch_prctl": 158,
        "gettid": 186,
        "futex": 202,
        "sched_getaffinity": 204,
        "set_tid_address": 218,
        "exit_group": 231,
        "tgkill": 234,
        "set_robust_list": 273,
        "membarrier": 324,
        "rseq": 334,
    },
    "facts about itself and the time": {
        "nanosleep": 35,
        "getpid": 39,
        "uname": 63,
        "gettimeofday": 96,
        "getrlimit": 97,
        "getrusage": 98,
        "sysinfo": 99,
        "times": 100,
        "time": 201,
        "clock_gettime": 228,
        "clock_getres": 229,
        "clock_nanosleep": 230,
        "prlimit64": 302,
        "getcpu": 309,
        "getrandom": 318,
    },
}


# Loading a long filter takes longer than starting a program. So the calls that the supervisor does not need
# are denied once, to the whole jail, and each run's filter denies only the calls that the supervisor needs.
_SUPERVISOR_NEEDS = {
    _CLONE,
    _DENIED["mounts and namespaces"]["mount"],
    _DENIED["mounts and namespaces"]["umount2"],
    _DENIED["mounts and namespaces"]["open_tree"],
    _DENIED["mounts and namespaces"]["move_mount"],
    _DENIED["scheduling away from the core"]["sched_setaffinity"],
}


def _code_policy(code: CodeSource) -> dict[int, Body]:
    """Return the instructions for each system call that could make memory executable."""
    if code is CodeSource.ANYWHERE:
        return {}
    # A private mapping of a file that nobody can write holds what the file holds. That no such file can be
    # written is the part of mounts and descriptors: a filter does not see which file a descriptor is.
    of_a_file = refuse_bits(ARG2, _PROT_WRITE, refuse_bits(ARG3, _MAP_SHARED | _MAP_ANONYMOUS, allow()))
    mapped = of_a_file if code is CodeSource.FILES else refuse(errno.EPERM)
    return {
        _MMAP: allow_unless_bits(ARG2, _PROT_EXEC, mapped),
        _MPROTECT: _NEVER_EXECUTABLE,
        _PKEY_MPROTECT: _NEVER_EXECUTABLE,
    }


_NEVER_EXECUTABLE = refuse_bits(ARG2, _PROT_EXEC, allow())


def _policy(*, may_fork: bool, code: CodeSource) -> dict[int, Body]:
    """Return the instructions for each system call that is not always allowed."""
    groups = [*_DENIED.values(), *(() if may_fork else _DENIED_TO_RUNS.values())]
    policy = {number: refuse(errno.EPERM) for group in groups for number in group.values()}
    threads_only = [] if may_fork else refuse_unless_bits(_CLONE_THREAD)
    return policy | {
        # libc falls back to clone(2), whose flags a filter can see, when clone3 does not exist.
        _CLONE3: refuse(errno.ENOSYS),
        _CLONE: refuse_bits(ARG0, _CLONE_NEW_ANY, [*threads_only, *allow()]),
        # A pair of sockets reaches no one. A network namespace does not cover AF_VSOCK, for one.
        _SOCKET: refuse(errno.EAFNOSUPPORT),
        _SOCKETPAIR: only_value(ARG0, _AF_UNIX, errno.EAFNOSUPPORT),
        _IOCTL: refuse_values(ARG1, (_TIOCSTI, _TIOCLINUX)),
        # A program changes its own limits alone: pid 1 of a run has the same user and has to report.
        _PRLIMIT64: only_value(ARG0, 0, errno.EPERM),
        # A write-life hint stays on the input's inode, whatever the mount and the descriptor allow.
        _FCNTL: refuse_values(ARG1, (_F_SETLEASE, _F_NOTIFY, _F_SET_RW_HINT, _F_SET_FILE_RW_HINT)),
        # Applied to a mapping, these change the pages of the file itself: of the input, for the next run.
        _MADVISE: refuse_values(ARG2, (_MADV_COLD, _MADV_PAGEOUT, _MADV_COLLAPSE)),
        _PRCTL: refuse_values(
            ARG0, (_PR_SET_TSC, _PR_TASK_PERF_OFF, _PR_TASK_PERF_ON, _PR_SET_MM, _PR_SCHED_CORE)
        ),
        **_code_policy(code),
    }


def _guest_needs() -> dict[int, Body]:
    """The simulator maps memory for its program by calls of its own, so mmap cannot be told apart here."""
    needs = {number: allow() for group in _GUEST_NEEDS.values() for number in group.values()}
    return needs | {_MPROTECT: _NEVER_EXECUTABLE}


@functools.cache
def build_filter(*, may_fork: bool, code: CodeSource, simulator: Simulator | None = None) -> bytes:
    """The whole policy as an array of ``struct sock_filter``.

    Args:
        may_fork: Whether new processes may be started, as builds need. Threads are always allowed.
        code: Where executable memory may come from.
        simulator: The tool that simulates the program, if one does.

    Raises:
        SandboxUnavailableError: This is not an x86-64 machine.
    """
    _require_x86_64()
    policy = _policy(may_fork=may_fork, code=code)
    return assemble(policy, refuse_unknown=True, simulator=simulator, guest_needs=_guest_needs())


@functools.cache
def build_jail_filter() -> bytes:
    """The part of the policy that binds the supervisor too.

    Raises:
        SandboxUnavailableError: This is not an x86-64 machine.
    """
    _require_x86_64()
    policy = _policy(may_fork=True, code=CodeSource.ANYWHERE)
    binding = {number: body for number, body in policy.items() if number not in _SUPERVISOR_NEEDS}
    return assemble(binding, refuse_unknown=True)


@functools.cache
def build_run_filter(*, may_fork: bool, code: CodeSource, simulator: Simulator | None = None) -> bytes:
    """The rest of the policy, for one run under :func:`build_jail_filter`.

    Args:
        may_fork: As for :func:`build_filter`.
        code: As for :func:`build_filter`.
        simulator: As for :func:`build_filter`.

    Raises:
        SandboxUnavailableError: This is not an x86-64 machine.
    """
    _require_x86_64()
    jailed = _policy(may_fork=True, code=CodeSource.ANYWHERE)
    policy = _policy(may_fork=may_fork, code=code)
    rest = {n: body for n, body in policy.items() if n in _SUPERVISOR_NEEDS or n not in jailed}
    return assemble(rest, refuse_unknown=False, simulator=simulator, guest_needs=_guest_needs())


def _require_x86_64() -> None:
    if platform.machine() != "x86_64":
        raise SandboxUnavailableError(
            f"the seccomp filter knows the system calls of x86_64, this machine is "
            f"{platform.machine()}; use an x86-64 Linux machine"
        )
