"""The system-call filter, executed by a small interpreter of classic BPF."""

import errno
import re
import struct
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from perfgym.errors import MachineError
from perfgym.machine.architecture import ARCHITECTURES
from perfgym.machine.system_calls import AARCH64_CALLS, X86_64_CALLS
from perfgym.sandbox.request import CodeSource, Simulator
from perfgym.sandbox.seccomp import build_filter, build_jail_filter, build_run_filter

ALLOW, KILL = 0x7FFF0000, 0x80000000
X86_64, I386, AARCH64 = 0xC000003E, 0x40000003, 0xC00000B7
FORK, VFORK, CLONE, CLONE3, MEMFD, FCHMOD = 57, 58, 56, 435, 319, 91
SOCKET, SOCKETPAIR, PRCTL, IOCTL, MADVISE = 41, 53, 157, 16, 28
NEW_THREAD = 0x3D0F00  # what pthread_create asks for
SIGCHLD = 17
PRLIMIT, FCNTL = 302, 72


def _forget() -> None:
    for build in (build_filter, build_jail_filter, build_run_filter):
        build.cache_clear()


def pretend(monkeypatch: pytest.MonkeyPatch, machine: str) -> None:
    """Let filters be made for a machine of another architecture."""
    monkeypatch.setattr("platform.machine", lambda: machine)
    _forget()


@pytest.fixture(autouse=True)
def x86_64(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """The numbers in this file are those of x86-64, wherever the tests run."""
    pretend(monkeypatch, "x86_64")
    yield
    _forget()


def refused(error: int) -> int:
    """The action that answers a call with an error number."""
    return 0x00050000 | error


def verdict(
    number: int,
    *arguments: int,
    may_fork: bool = False,
    arch: int = X86_64,
    code: CodeSource = CodeSource.PROGRAM,
) -> int:
    """The action of the whole filter for one system call; its two parts together have the same action."""
    data = struct.pack("<IIQ6Q", number, arch, 0, *arguments, *(0,) * (6 - len(arguments)))
    whole = answer(build_filter(may_fork=may_fork, code=code), data)
    parts = (
        answer(build_jail_filter(), data),
        answer(build_run_filter(may_fork=may_fork, code=code), data),
    )
    gravest = KILL if KILL in parts else min(parts)  # an error number is below "allow"
    assert gravest == whole
    return whole


def answer(program: bytes, data: bytes) -> int:
    """The action of a filter for one system call."""
    steps = list(struct.iter_unpack("<HBBI", program))
    accumulator, at = 0, 0
    while True:
        code, if_true, if_false, k = steps[at]
        at += 1
        if code == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, k)
        elif code == 0x06:
            return k
        else:
            holds = {0x15: accumulator == k, 0x35: accumulator >= k, 0x45: bool(accumulator & k)}[code]
            at += if_true if holds else if_false


# What docs/threat-model.md says that no program reaches, by the calls that reach it. This list is the test's
# own, so a call that is deleted from the policy's tables fails its test.
THREATS = {
    "other processes": {
        "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "pidfd_open": 434,
        "pidfd_getfd": 438, "process_madvise": 440, "process_mrelease": 448,
    },
    "counters": {"perf_event_open": 298},
    "kernel extension points": {
        "bpf": 321, "userfaultfd": 323, "io_uring_setup": 425, "io_uring_enter": 426,
        "io_uring_register": 427, "landlock_create_ruleset": 444, "landlock_add_rule": 445,
        "landlock_restrict_self": 446, "modify_ldt": 154, "personality": 135, "uselib": 134,
        "remap_file_pages": 216,
    },
    "modules and the machine": {
        "init_module": 175, "delete_module": 176, "finit_module": 313, "kexec_load": 246,
        "kexec_file_load": 320, "reboot": 169, "syslog": 103, "acct": 163, "lookup_dcookie": 212,
        "vhangup": 153, "iopl": 172, "ioperm": 173, "swapon": 167, "swapoff": 168, "quotactl": 179,
        "quotactl_fd": 443,
    },
    "keys": {"add_key": 248, "request_key": 249, "keyctl": 250},
    "mounts": {
        "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "open_tree": 428, "move_mount": 429,
        "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433, "mount_setattr": 442,
        "statmount": 457, "listmount": 458, "name_to_handle_at": 303, "open_by_handle_at": 304,
    },
    "namespaces": {"unshare": 272, "setns": 308},
    "clocks": {"settimeofday": 164, "clock_settime": 227, "clock_adjtime": 305, "adjtimex": 159},
    "other cores and priorities": {
        "sched_setaffinity": 203, "sched_setscheduler": 144, "sched_setparam": 142, "sched_setattr": 314,
        "setpriority": 141, "ioprio_set": 251, "mbind": 237, "set_mempolicy": 238, "migrate_pages": 256,
        "move_pages": 279, "set_mempolicy_home_node": 450,
    },
    "memory beyond the run or its limits": {
        "shmget": 29, "shmat": 30, "shmctl": 31, "shmdt": 67, "semget": 64, "semop": 65, "semctl": 66,
        "semtimedop": 220, "msgget": 68, "msgsnd": 69, "msgrcv": 70, "msgctl": 71, "mq_open": 240,
        "mq_unlink": 241, "memfd_secret": 447, "vmsplice": 278,
    },
    "asynchronous I/O and disks of the host": {
        "sync": 162, "syncfs": 306, "io_setup": 206, "io_destroy": 207, "io_getevents": 208,
        "io_submit": 209, "io_cancel": 210, "io_pgetevents": 333,
    },
    "marks on files": {
        "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197, "lremovexattr": 198,
        "fremovexattr": 199, "fanotify_init": 300, "fanotify_mark": 301,
    },
}  # fmt: skip
RUN_THREATS = {
    "other processes": {"fork": 57, "vfork": 58},
    "memory beyond its limits": {"memfd_create": 319},
    "marks on the user's files, where there is no jail": {
        "chmod": 90, "fchmod": 91, "chown": 92, "fchown": 93, "lchown": 94, "utime": 132, "utimes": 235,
        "fchownat": 260, "futimesat": 261, "fchmodat": 268, "utimensat": 280, "fchmodat2": 452,
    },
}  # fmt: skip


def each(threats: dict[str, dict[str, int]]) -> list[Any]:
    """One case for each call."""
    return [pytest.param(number, id=name) for calls in threats.values() for name, number in calls.items()]


@pytest.mark.parametrize("number", each(THREATS))
def test_a_dangerous_call_is_refused_in_builds_and_in_runs(number: int) -> None:
    assert verdict(number) == verdict(number, may_fork=True) == refused(errno.EPERM)


@pytest.mark.parametrize("number", each(RUN_THREATS))
def test_a_call_that_builds_need_is_refused_in_runs(number: int) -> None:
    assert verdict(number) == refused(errno.EPERM)
    assert verdict(number, may_fork=True) == ALLOW


@pytest.mark.parametrize("number", [0, 1, 3, 9, 12, 35, 59, 60, 202, 228, 231, 257, 318, 322, 334])
def test_calls_that_programs_need_are_allowed(number: int) -> None:
    """These calls read, write, map memory, exec, read clocks and draw random numbers."""
    assert verdict(number) == ALLOW


def test_runs_start_threads_but_no_processes() -> None:
    """Builds start both."""
    assert verdict(CLONE, NEW_THREAD) == ALLOW
    for number, *arguments in ((FORK,), (VFORK,), (CLONE, SIGCHLD), (MEMFD,), (FCHMOD,)):
        assert verdict(number, *arguments) == refused(errno.EPERM)
        assert verdict(number, *arguments, may_fork=True) == ALLOW


@pytest.mark.parametrize("flag", [0x20000, *(1 << bit for bit in range(25, 31))])
def test_no_clone_makes_a_namespace(flag: int) -> None:
    """This holds for threads and for processes."""
    assert verdict(CLONE, NEW_THREAD | flag) == refused(errno.EPERM)
    assert verdict(CLONE, SIGCHLD | flag, may_fork=True) == refused(errno.EPERM)


def test_clone3_and_calls_of_the_future_do_not_exist() -> None:
    """libc then falls back to calls whose arguments the filter can see."""
    assert verdict(CLONE3) == refused(errno.ENOSYS)
    assert verdict(600) == refused(errno.ENOSYS)


def test_other_architectures_are_killed() -> None:
    """There, the same numbers mean other calls."""
    assert verdict(1, arch=I386) == KILL
    assert verdict(0x40000000 | 1) == KILL


def test_no_socket_but_a_pair_of_them_can_be_made() -> None:
    """There is no internet, netlink, packet or vsock socket, and no way to another process's Unix socket."""
    for family in (1, 2, 10, 16, 17, 40):
        assert verdict(SOCKET, family, 1) == refused(errno.EAFNOSUPPORT)
    assert verdict(SOCKETPAIR, 1, 1) == ALLOW
    assert verdict(SOCKETPAIR, 2, 1) == refused(errno.EAFNOSUPPORT)


def test_arguments_are_looked_at() -> None:
    """The filter allows harmless arguments and refuses harmful ones."""
    assert verdict(PRCTL, 15) == ALLOW
    assert verdict(PRCTL, 31) == refused(errno.EPERM)
    assert verdict(IOCTL, 1, 0x5401) == ALLOW
    assert verdict(IOCTL, 1, 0x5412) == refused(errno.EPERM)
    assert verdict(MADVISE, 4096, 4096, 4) == ALLOW
    assert verdict(MADVISE, 4096, 4096, 21) == refused(errno.EPERM)


def test_a_program_limits_no_one_but_itself() -> None:
    """Pid 1 of the run has the same user, and could not report under other limits."""
    assert verdict(PRLIMIT, 0, 7) == ALLOW
    for pid in (1, 2, 0xFFFFFFFF):
        assert verdict(PRLIMIT, pid, 7) == refused(errno.EPERM)


def test_no_mark_can_be_left_on_the_input() -> None:
    """A read-only mount does not prevent these marks."""
    for command in (0, 1, 2, 3, 4, 1030, 1031, 1035):
        assert verdict(FCNTL, 0, command) == ALLOW
    for command in (1024, 1026, 1036, 1038):
        assert verdict(FCNTL, 0, command) == refused(errno.EPERM)


MMAP, MPROTECT, PKEY_MPROTECT = 9, 10, 329
READ, WRITE, EXEC = 1, 2, 4
SHARED, PRIVATE, SHARED_VALIDATE, ANONYMOUS, DENY_WRITE, FIXED = 1, 2, 3, 0x20, 0x800, 0x10
HIGH = 1 << 32  # bits beyond those that the kernel looks at


@pytest.mark.parametrize("code", CodeSource)
@pytest.mark.parametrize("kind", [SHARED, PRIVATE, SHARED_VALIDATE])
def test_every_program_maps_and_protects_ordinary_memory(code: CodeSource, kind: int) -> None:
    for rights in (0, READ, WRITE, READ | WRITE):
        assert verdict(MMAP, 0, 4096, rights, kind | ANONYMOUS, code=code) == ALLOW
        assert verdict(MMAP, 0, 4096, rights, kind | FIXED, 3, code=code) == ALLOW
        assert verdict(MPROTECT, 0, 4096, rights, code=code) == ALLOW
        assert verdict(PKEY_MPROTECT, 0, 4096, rights, code=code) == ALLOW


@pytest.mark.parametrize("rights", [EXEC, READ | EXEC, WRITE | EXEC, READ | WRITE | EXEC, HIGH | READ | EXEC])
def test_only_a_run_time_that_makes_code_makes_memory_executable(rights: int) -> None:
    """Others get EPERM. A static program maps no code at all; one that loads libraries maps files."""
    calls = [(MPROTECT, 0, 4096, rights), (PKEY_MPROTECT, 0, 4096, rights, 0)]
    calls += [(MMAP, 0, 4096, rights, kind | ANONYMOUS) for kind in (SHARED, PRIVATE, SHARED_VALIDATE)]
    calls += [(MMAP, 0, 4096, rights, kind, 1) for kind in (SHARED, SHARED_VALIDATE)]
    for call in calls:
        assert verdict(*call, code=CodeSource.ANYWHERE) == ALLOW
        for code in (CodeSource.PROGRAM, CodeSource.FILES):
            assert verdict(*call, code=code) == refused(errno.EPERM)


def test_a_loader_maps_a_library_and_a_static_program_does_not() -> None:
    """A library's code is mapped privately, and not writable."""
    mapped = (MMAP, 0x7000_0000_0000, 4096, READ | EXEC, PRIVATE | FIXED | DENY_WRITE, 3)
    writable = (MMAP, 0x7000_0000_0000, 4096, READ | WRITE | EXEC, PRIVATE | FIXED | DENY_WRITE, 3)
    assert verdict(*mapped, code=CodeSource.FILES) == ALLOW
    assert verdict(*mapped, code=CodeSource.PROGRAM) == refused(errno.EPERM)
    assert verdict(*writable, code=CodeSource.FILES) == refused(errno.EPERM)


def test_another_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows the numbers of its calls."""
    pretend(monkeypatch, "riscv64")
    with pytest.raises(MachineError, match="riscv64"):
        build_filter(may_fork=False, code=CodeSource.PROGRAM)


@pytest.mark.parametrize("name", [name for calls in THREATS.values() for name in calls])
def test_a_dangerous_call_is_refused_on_aarch64(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Unless aarch64 has no such call."""
    if name not in AARCH64_CALLS:
        pytest.skip(f"aarch64 has no call {name}")
    pretend(monkeypatch, "aarch64")
    for may_fork in (False, True):
        assert verdict(AARCH64_CALLS[name], arch=AARCH64, may_fork=may_fork) == refused(errno.EPERM)


def test_calls_that_programs_need_are_allowed_on_aarch64(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls by the numbers of x86-64 kill a program there."""
    pretend(monkeypatch, "aarch64")
    for name in ("read", "write", "mmap", "brk", "exit_group", "getrandom", "newfstatat", "clock_gettime"):
        assert verdict(AARCH64_CALLS[name], arch=AARCH64) == ALLOW
        assert verdict(X86_64_CALLS[name], arch=X86_64) == KILL


HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.mark.parametrize("machine", HEADERS)
def test_numbers_of_calls_are_those_of_the_kernels_headers(machine: str) -> None:
    """aarch64 has the generic numbers. Calls that are newer than the installed headers are in none."""
    if not HEADERS[machine].is_file():
        pytest.skip(f"{HEADERS[machine]} is not installed")
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", HEADERS[machine].read_text())
    numbers: dict[str, int] = {}
    for name, number in found:
        numbers.setdefault({"fstatat": "newfstatat"}.get(name, name), int(number))
    calls = ARCHITECTURES[machine].calls
    newer = {"fchmodat2": 452, "statmount": 457, "listmount": 458}
    assert calls == {name: (newer | numbers)[name] for name in calls}
    absent = X86_64_CALLS.keys() - calls.keys()
    assert not absent & numbers.keys()


def test_a_jail_allows_the_calls_that_the_supervisor_needs() -> None:
    """Only the filter of a run denies namespaces, mounts and cores."""
    for number, *arguments in ((CLONE, 0x20020011), (VFORK,), (165, 0), (203, 0)):
        data = struct.pack("<IIQ6Q", number, X86_64, 0, *arguments, *(0,) * (6 - len(arguments)))
        assert answer(build_jail_filter(), data) == ALLOW
        strict = build_run_filter(may_fork=False, code=CodeSource.PROGRAM)
        assert answer(strict, data) == refused(errno.EPERM)


SIMULATOR = Simulator(text=(0x58001000, 0x5819EA8E), guest_return=0x580AC985)
EXECVE, EXECVEAT, OPEN, OPENAT, SETRLIMIT, GETDENTS, X32_READ = 59, 322, 2, 257, 160, 217, 0x40000000


def from_address(address: int, number: int, *arguments: int) -> int:
    """The action of a simulator's filter for a call that returns to an address."""
    data = struct.pack("<IIQ6Q", number, X86_64, address, *arguments, *(0,) * (6 - len(arguments)))
    parts = (
        build_filter(may_fork=False, code=CodeSource.ANYWHERE, simulator=SIMULATOR),
        build_run_filter(may_fork=False, code=CodeSource.ANYWHERE, simulator=SIMULATOR),
    )
    first, second = (answer(part, data) for part in parts)
    assert first == second or second == ALLOW
    return first


@pytest.mark.parametrize(
    "number", [OPEN, OPENAT, EXECVE, EXECVEAT, SETRLIMIT, GETDENTS, MEMFD, 83, 90, 500, X32_READ]
)
def test_a_simulated_program_opens_and_executes_nothing(number: int) -> None:
    """Other calls that computing does not need, and calls of newer kernels, are refused too."""
    assert from_address(SIMULATOR.guest_return, number) == refused(errno.EPERM)


@pytest.mark.parametrize("number", [0, 1, 5, 9, 12, 60, 202, 231, 262, 318])
def test_a_simulated_program_reads_writes_and_computes(number: int) -> None:
    """These calls are allowed as in any program."""
    assert from_address(SIMULATOR.guest_return, number) == ALLOW


def test_a_simulated_program_does_not_make_its_own_memory_executable() -> None:
    """Its simulator does, because it translates the program as it runs."""
    for number in (MPROTECT, PKEY_MPROTECT):
        assert from_address(SIMULATOR.guest_return, number, 0, 4096, READ | EXEC) == refused(errno.EPERM)
        assert from_address(SIMULATOR.guest_return - 64, number, 0, 4096, READ | EXEC) == ALLOW
    assert from_address(SIMULATOR.guest_return, MPROTECT, 0, 4096, READ | WRITE) == ALLOW
    assert from_address(SIMULATOR.guest_return - 64, MMAP, 0, 4096, READ | WRITE | EXEC, 0x22) == ALLOW


def test_a_simulator_opens_files_but_executes_nothing() -> None:
    """Its own start by exec comes from another address. Both halves of an address are compared."""
    own = SIMULATOR.guest_return - 64
    assert from_address(own, OPEN) == ALLOW
    assert from_address(own, EXECVE) == from_address(own, EXECVEAT) == refused(errno.EPERM)
    assert from_address(SIMULATOR.text[1] - 1, EXECVE) == refused(errno.EPERM)
    for elsewhere in (0x401000, SIMULATOR.text[1], own + (1 << 32)):
        assert from_address(elsewhere, EXECVE) == ALLOW
    assert from_address(SIMULATOR.guest_return + (1 << 32), OPEN) == ALLOW
    assert from_address(own, MEMFD) == refused(errno.EPERM)
