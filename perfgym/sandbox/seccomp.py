"""A seccomp policy as raw classic BPF, without libseccomp.

The filter denies system calls that no program under test needs and that reach other programs,
the clock, the kernel's extension points or the counters. It is a second wall: namespaces, missing
mounts and dropped capabilities already stop most of what it refuses. x86-64 only.

Format: ``struct sock_filter`` of linux/filter.h; the data it looks at is ``struct seccomp_data``.
"""

import errno
import functools
import platform
import struct
from collections.abc import Iterable, Mapping

from perfgym.errors import SandboxUnavailableError
from perfgym.sandbox.request import Simulator

__all__ = ["build_filter", "build_jail_filter", "build_run_filter"]

_LD_ABS, _JEQ, _JGE, _JSET, _RET = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_OFFSET_NR, _OFFSET_ARCH, _OFFSET_RETURN, _OFFSET_RETURN_HIGH = 0, 4, 8, 12
_OFFSET_ARG0, _OFFSET_ARG1, _OFFSET_ARG2 = 16, 24, 32  # low halves of the arguments
_AUDIT_ARCH_X86_64 = 0xC000003E
_X32_BIT = 0x40000000
_FIRST_UNKNOWN = 463  # system calls newer than this table do not exist for a program

_CLONE_THREAD = 0x00010000
_CLONE_NEW_ANY = 0x7E020000  # all CLONE_NEW* flags that clone(2) knows
_AF_UNIX = 1

_CLONE, _CLONE3, _SOCKET, _SOCKETPAIR, _IOCTL, _PRCTL = 56, 435, 41, 53, 16, 157
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_PRLIMIT64, _FCNTL = 302, 72
_F_SETLEASE, _F_NOTIFY, _F_SET_RW_HINT, _F_SET_FILE_RW_HINT = 1024, 1026, 1036, 1038
_MADVISE, _MADV_COLD, _MADV_PAGEOUT, _MADV_COLLAPSE = 28, 20, 21, 25
_PR_SET_TSC, _PR_TASK_PERF_OFF, _PR_TASK_PERF_ON, _PR_SET_MM, _PR_SCHED_CORE = 26, 31, 32, 35, 62

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
    # sync waits for every disk of the host, deaf to SIGKILL; contexts for I/O are few and the whole host's.
    "waiting for and using up what is the host's": {
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
    "layout of the address space": {"personality": 135},
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

# All that a simulated program may ask for. The simulator's own calls, which share the process with it,
# are told apart by where they return to.
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
        "newfstatat": 262,
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
    "what it may know": {
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
_EXECVE, _EXECVEAT = 59, 322

_Instruction = tuple[int, int, int, int]
_Body = list[_Instruction]


def _ret(action: int) -> _Instruction:
    return (_RET, 0, 0, action)


def _refuse(error: int) -> _Instruction:
    return _ret(_ERRNO | error)


def _refuse_bits(offset: int, bits: int, otherwise: _Body) -> _Body:
    return [(_LD_ABS, 0, 0, offset), (_JSET, 0, 1, bits), _refuse(errno.EPERM), *otherwise]


def _refuse_values(offset: int, values: Iterable[int]) -> _Body:
    checks = [step for value in values for step in ((_JEQ, 0, 1, value), _refuse(errno.EPERM))]
    return [(_LD_ABS, 0, 0, offset), *checks, _ret(_ALLOW)]


def _only_value(offset: int, value: int, error: int) -> _Body:
    return [(_LD_ABS, 0, 0, offset), (_JEQ, 1, 0, value), _refuse(error), _ret(_ALLOW)]


# Loading a long filter takes longer than starting a program. So what the supervisor does without is
# denied to the whole jail, once, and only what it needs is denied to each run.
_SUPERVISOR_NEEDS = {
    _CLONE,
    _DENIED["mounts and namespaces"]["mount"],
    _DENIED["mounts and namespaces"]["umount2"],
    _DENIED["mounts and namespaces"]["open_tree"],
    _DENIED["mounts and namespaces"]["move_mount"],
    _DENIED["scheduling away from the core"]["sched_setaffinity"],
}


def _policy(*, may_fork: bool) -> dict[int, _Body]:
    """What is done about each system call of a program that is not simply allowed."""
    threads_only = [(_JSET, 1, 0, _CLONE_THREAD), _refuse(errno.EPERM)]
    groups = [*_DENIED.values(), *(() if may_fork else _DENIED_TO_RUNS.values())]
    policy = {number: [_refuse(errno.EPERM)] for group in groups for number in group.values()}
    return policy | {
        # libc falls back to clone(2), whose flags a filter can see, when clone3 does not exist.
        _CLONE3: [_refuse(errno.ENOSYS)],
        _CLONE: _refuse_bits(
            _OFFSET_ARG0, _CLONE_NEW_ANY, [*([] if may_fork else threads_only), _ret(_ALLOW)]
        ),
        # Pairs of sockets reach no one; AF_VSOCK, for one, is not covered by a namespace.
        _SOCKET: [_refuse(errno.EAFNOSUPPORT)],
        _SOCKETPAIR: _only_value(_OFFSET_ARG0, _AF_UNIX, errno.EAFNOSUPPORT),
        _IOCTL: _refuse_values(_OFFSET_ARG1, (_TIOCSTI, _TIOCLINUX)),
        # Its own limits alone: pid 1 of a run has the program's user, and needs its limits to report.
        _PRLIMIT64: _only_value(_OFFSET_ARG0, 0, errno.EPERM),
        # A write-life hint stays on the input's inode, whatever the mount and the descriptor allow.
        _FCNTL: _refuse_values(_OFFSET_ARG1, (_F_SETLEASE, _F_NOTIFY, _F_SET_RW_HINT, _F_SET_FILE_RW_HINT)),
        # Given on a mapping, these change the pages of the file itself: the input's, for the next run.
        _MADVISE: _refuse_values(_OFFSET_ARG2, (_MADV_COLD, _MADV_PAGEOUT, _MADV_COLLAPSE)),
        _PRCTL: _refuse_values(
            _OFFSET_ARG0,
            (_PR_SET_TSC, _PR_TASK_PERF_OFF, _PR_TASK_PERF_ON, _PR_SET_MM, _PR_SCHED_CORE),
        ),
    }


def _unless_from(text: tuple[int, int], error: int) -> _Body:
    """Refused when it comes from these addresses, which lie in the lowest 4 GiB."""
    return [
        *((_LD_ABS, 0, 0, _OFFSET_RETURN_HIGH), (_JEQ, 1, 0, 0), _ret(_ALLOW)),
        *((_LD_ABS, 0, 0, _OFFSET_RETURN), (_JGE, 1, 0, text[0]), _ret(_ALLOW)),
        *((_JGE, 0, 1, text[1]), _ret(_ALLOW), _refuse(error)),
    ]


def _guest_part(simulator: Simulator) -> _Body:
    """Decides about calls of the simulated program; goes on to what follows for any other."""
    needed = {number for group in _GUEST_NEEDS.values() for number in group.values()}
    refused = [_refuse(errno.EPERM)]
    policy = {number: refused for number in range(_FIRST_UNKNOWN + 1) if number not in needed}
    segments = [part for part in _segments(policy) if part[0] <= _FIRST_UNKNOWN]
    decide: _Body = [(_LD_ABS, 0, 0, _OFFSET_NR), *_search(segments)]
    return [
        *((_LD_ABS, 0, 0, _OFFSET_RETURN_HIGH), (_JEQ, 0, len(decide) + 2, 0)),
        *((_LD_ABS, 0, 0, _OFFSET_RETURN), (_JEQ, 0, len(decide), simulator.guest_return)),
        *decide,
    ]


def _segments(policy: Mapping[int, _Body]) -> list[tuple[int, _Body]]:
    """(first number, what is done from there on), ascending; the last holds for ever."""
    segments: list[tuple[int, _Body]] = []
    for number in range(max(policy) + 2):
        body = policy.get(number, [_ret(_ALLOW)])
        if not segments or segments[-1][1] != body:
            segments.append((number, body))
    return segments


def _search(segments: list[tuple[int, _Body]]) -> _Body:
    """A binary search: the kernel tries a new filter on every number there is, at every start of a run."""
    if len(segments) == 1:
        return segments[0][1]
    middle = len(segments) // 2
    below, above = _search(segments[:middle]), _search(segments[middle:])
    return [(_JGE, len(below), 0, segments[middle][0]), *below, *above]


def _assembled(policy: Mapping[int, _Body], *, unknown: int, simulator: Simulator | None = None) -> bytes:
    if simulator:
        unless = _unless_from(simulator.text, errno.EPERM)
        policy = {**policy, _EXECVE: unless, _EXECVEAT: unless}
    segments = [(start, body) for start, body in _segments(policy) if start < _FIRST_UNKNOWN]
    program: _Body = [
        (_LD_ABS, 0, 0, _OFFSET_ARCH),
        (_JEQ, 1, 0, _AUDIT_ARCH_X86_64),
        _ret(_KILL),
        *(_guest_part(simulator) if simulator else ()),
        (_LD_ABS, 0, 0, _OFFSET_NR),
        (_JGE, 0, 1, _X32_BIT),
        _ret(_KILL),
        *_search([*segments, (_FIRST_UNKNOWN, [_ret(unknown)])]),
    ]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in program)


@functools.cache
def build_filter(*, may_fork: bool, simulator: Simulator | None = None) -> bytes:
    """The whole policy as an array of ``struct sock_filter``.

    Args:
        may_fork: Whether new processes may be started, as builds need. Threads are always allowed.
        simulator: What simulates the program, if anything does.

    Raises:
        SandboxUnavailableError: This is not an x86-64 machine.
    """
    _require_x86_64()
    return _assembled(_policy(may_fork=may_fork), unknown=_ERRNO | errno.ENOSYS, simulator=simulator)


@functools.cache
def build_jail_filter() -> bytes:
    """The part of the policy that binds the supervisor too.

    Raises:
        SandboxUnavailableError: This is not an x86-64 machine.
    """
    _require_x86_64()
    policy = _policy(may_fork=True)
    binding = {number: body for number, body in policy.items() if number not in _SUPERVISOR_NEEDS}
    return _assembled(binding, unknown=_ERRNO | errno.ENOSYS)


@functools.cache
def build_run_filter(*, may_fork: bool, simulator: Simulator | None = None) -> bytes:
    """The rest of the policy, for one run under :func:`build_jail_filter`.

    Raises:
        SandboxUnavailableError: This is not an x86-64 machine.
    """
    _require_x86_64()
    jailed = _policy(may_fork=True)
    policy = _policy(may_fork=may_fork)
    rest = {n: body for n, body in policy.items() if n in _SUPERVISOR_NEEDS or n not in jailed}
    return _assembled(rest, unknown=_ALLOW, simulator=simulator)


def _require_x86_64() -> None:
    if platform.machine() != "x86_64":
        raise SandboxUnavailableError(
            f"the seccomp filter knows the system calls of x86_64, this machine is "
            f"{platform.machine()}; use an x86-64 Linux machine"
        )
