"""The filter, executed by a small interpreter of classic BPF."""

import errno
import struct

import pytest

from perfgym.errors import SandboxUnavailableError
from perfgym.sandbox import seccomp
from perfgym.sandbox.request import Simulator
from perfgym.sandbox.seccomp import build_filter, build_jail_filter, build_run_filter

ALLOW, KILL = 0x7FFF0000, 0x80000000
X86_64, I386 = 0xC000003E, 0x40000003
FORK, VFORK, CLONE, CLONE3, MEMFD, FCHMOD = 57, 58, 56, 435, 319, 91
SOCKET, SOCKETPAIR, PRCTL, IOCTL, MADVISE = 41, 53, 157, 16, 28
NEW_THREAD = 0x3D0F00  # what pthread_create asks for
SIGCHLD = 17
PRLIMIT, FCNTL = 302, 72


def refused(error: int) -> int:
    """The action that answers with an error."""
    return 0x00050000 | error


def verdict(number: int, *arguments: int, may_fork: bool = False, arch: int = X86_64) -> int:
    """What the whole filter answers to one system call; its two parts together answer the same."""
    data = struct.pack("<IIQ6Q", number, arch, 0, *arguments, *(0,) * (6 - len(arguments)))
    whole = answer(build_filter(may_fork=may_fork), data)
    parts = (answer(build_jail_filter(), data), answer(build_run_filter(may_fork=may_fork), data))
    gravest = KILL if KILL in parts else min(parts)  # an error number is below "allow"
    assert gravest == whole
    return whole


def answer(program: bytes, data: bytes) -> int:
    """What a filter answers."""
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


@pytest.mark.parametrize("number", sorted(n for group in seccomp._DENIED.values() for n in group.values()))
def test_a_denied_call_is_refused(number: int) -> None:
    """In builds as in runs."""
    assert verdict(number) == verdict(number, may_fork=True) == refused(errno.EPERM)


@pytest.mark.parametrize("number", [0, 1, 3, 9, 12, 35, 59, 60, 202, 228, 231, 257, 318, 322, 334])
def test_what_programs_need_is_allowed(number: int) -> None:
    """Reading, writing, memory, exec, clocks, random numbers."""
    assert verdict(number) == ALLOW


def test_runs_start_threads_but_no_processes() -> None:
    """And builds start both."""
    assert verdict(CLONE, NEW_THREAD) == ALLOW
    for number, *arguments in ((FORK,), (VFORK,), (CLONE, SIGCHLD), (MEMFD,), (FCHMOD,)):
        assert verdict(number, *arguments) == refused(errno.EPERM)
        assert verdict(number, *arguments, may_fork=True) == ALLOW


@pytest.mark.parametrize("flag", [0x20000, *(1 << bit for bit in range(25, 31))])
def test_no_clone_makes_a_namespace(flag: int) -> None:
    """Neither as a thread nor as a process."""
    assert verdict(CLONE, NEW_THREAD | flag) == refused(errno.EPERM)
    assert verdict(CLONE, SIGCHLD | flag, may_fork=True) == refused(errno.EPERM)


def test_clone3_and_calls_of_the_future_do_not_exist() -> None:
    """libc then falls back to what the filter can see."""
    assert verdict(CLONE3) == refused(errno.ENOSYS)
    assert verdict(600) == refused(errno.ENOSYS)


def test_other_architectures_are_killed() -> None:
    """Their numbers mean other calls."""
    assert verdict(1, arch=I386) == KILL
    assert verdict(0x40000000 | 1) == KILL


def test_no_socket_but_a_pair_of_them_can_be_made() -> None:
    """No internet, netlink, packet or vsock, and no way to a Unix socket's other end."""
    for family in (1, 2, 10, 16, 17, 40):
        assert verdict(SOCKET, family, 1) == refused(errno.EAFNOSUPPORT)
    assert verdict(SOCKETPAIR, 1, 1) == ALLOW
    assert verdict(SOCKETPAIR, 2, 1) == refused(errno.EAFNOSUPPORT)


def test_arguments_are_looked_at() -> None:
    """Harmless uses pass, harmful ones do not."""
    assert verdict(PRCTL, 15) == ALLOW
    assert verdict(PRCTL, 31) == refused(errno.EPERM)
    assert verdict(IOCTL, 1, 0x5401) == ALLOW
    assert verdict(IOCTL, 1, 0x5412) == refused(errno.EPERM)
    assert verdict(MADVISE, 4096, 4096, 4) == ALLOW
    assert verdict(MADVISE, 4096, 4096, 21) == refused(errno.EPERM)


def test_a_program_limits_no_one_but_itself() -> None:
    """Pid 1 of its run has its user, and would fail to report without its limits."""
    assert verdict(PRLIMIT, 0, 7) == ALLOW
    for pid in (1, 2, 0xFFFFFFFF):
        assert verdict(PRLIMIT, pid, 7) == refused(errno.EPERM)


def test_no_mark_can_be_left_on_the_input() -> None:
    """A read-only mount does not stop these."""
    for command in (0, 1, 2, 3, 4, 1030, 1031, 1035):
        assert verdict(FCNTL, 0, command) == ALLOW
    for command in (1024, 1026, 1036, 1038):
        assert verdict(FCNTL, 0, command) == refused(errno.EPERM)


def test_another_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table is of x86-64."""
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    build_filter.cache_clear()
    with pytest.raises(SandboxUnavailableError, match="aarch64"):
        build_filter(may_fork=False)


def test_a_jail_leaves_the_supervisor_what_it_needs() -> None:
    """Namespaces, mounts and cores are denied to runs alone."""
    for number, *arguments in ((CLONE, 0x20020011), (VFORK,), (165, 0), (203, 0)):
        data = struct.pack("<IIQ6Q", number, X86_64, 0, *arguments, *(0,) * (6 - len(arguments)))
        assert answer(build_jail_filter(), data) == ALLOW
        assert answer(build_run_filter(may_fork=False), data) == refused(errno.EPERM)


SIMULATOR = Simulator(text=(0x58001000, 0x5819EA8E), guest_return=0x580AC985)
EXECVE, EXECVEAT, OPEN, OPENAT, SETRLIMIT, GETDENTS, X32_READ = 59, 322, 2, 257, 160, 217, 0x40000000


def from_address(address: int, number: int, *arguments: int) -> int:
    """What a simulator's filter answers to a call that returns to an address."""
    data = struct.pack("<IIQ6Q", number, X86_64, address, *arguments, *(0,) * (6 - len(arguments)))
    parts = (
        build_filter(may_fork=False, simulator=SIMULATOR),
        build_run_filter(may_fork=False, simulator=SIMULATOR),
    )
    first, second = (answer(part, data) for part in parts)
    assert first == second or second == ALLOW
    return first


@pytest.mark.parametrize(
    "number", [OPEN, OPENAT, EXECVE, EXECVEAT, SETRLIMIT, GETDENTS, MEMFD, 83, 90, 500, X32_READ]
)
def test_a_simulated_program_opens_and_executes_nothing(number: int) -> None:
    """Nor whatever else computing does not need, or is not known yet."""
    assert from_address(SIMULATOR.guest_return, number) == refused(errno.EPERM)


@pytest.mark.parametrize("number", [0, 1, 5, 9, 12, 60, 202, 231, 262, 318])
def test_a_simulated_program_reads_writes_and_computes(number: int) -> None:
    """As any other."""
    assert from_address(SIMULATOR.guest_return, number) == ALLOW


def test_a_simulator_opens_files_but_executes_nothing() -> None:
    """It is executed itself, from elsewhere; and an address of which only one half fits is not its own."""
    own = SIMULATOR.guest_return - 64
    assert from_address(own, OPEN) == ALLOW
    assert from_address(own, EXECVE) == from_address(own, EXECVEAT) == refused(errno.EPERM)
    assert from_address(SIMULATOR.text[1] - 1, EXECVE) == refused(errno.EPERM)
    for elsewhere in (0x401000, SIMULATOR.text[1], own + (1 << 32)):
        assert from_address(elsewhere, EXECVE) == ALLOW
    assert from_address(SIMULATOR.guest_return + (1 << 32), OPEN) == ALLOW
    assert from_address(own, MEMFD) == refused(errno.EPERM)
