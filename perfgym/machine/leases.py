"""Exclusive use of one physical core, among all processes of this machine.

Every user of the machine can hold such a lock, so a wait that is long is explained to the user, who may
limit it.

Theory of operation
-------------------
All locks are on files of the kernel's in /sys, which every process can open for reading. So nothing is left
behind, and the kernel releases the locks of a process that dies. A forked child of the holder has the same
open file, which would keep the lock. So the holder, and only the holder, unlocks before it closes.

* **A lease** is an exclusive ``flock`` on ``core_id`` of the core's first logical CPU.
* **The queue** makes leases first come, first served. It is the file ``possible``, with two kinds of lock.
  A thread that enters the queue takes a shared lock on the *byte* whose offset is its thread ID, so every
  waiting thread holds one byte. It counts the bytes that others hold (:func:`_waiting`): that many threads
  are ahead of it. Then it waits for the exclusive ``flock`` on the whole *file*, which the kernel grants in
  the order of requests. Only its holder, the front of the queue, looks for a free core; it polls, because no
  system call waits for one of several locks. With a core in hand it closes the file, which releases both
  locks, and the next thread is at the front. Byte locks are open-file-description locks, so that closing
  another descriptor of the same file does not release them, and they do not conflict with ``flock``.
  The wait for the ``flock`` cannot end before its turn, and to ask again and again would lose the place. So
  another thread waits for it, on a descriptor of its own of the same open file. A caller who gives up takes
  its byte back and closes its descriptor; when the other thread's turn comes, it closes the last one.
* **A preferred core** is reserved by an exclusive ``flock`` on ``physical_package_id`` of the same CPU. That
  is another file, so to reserve a core is not to lease it: whoever measures there takes a lease as well.
"""

import contextlib
import errno
import fcntl
import math
import os
import queue
import struct
import threading
import time
import warnings
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfgym.errors import HarnessError, MachineError
from perfgym.machine.facts import cpu_folder, physical_cores, pinned, siblings
from perfgym.machine.lock_holders import Holder, holders, parent_of

__all__ = ["Lease", "check_leases", "lease_core", "reserve_preferred_core", "run_on_leased_cores"]

_FRONT = Path("/sys/devices/system/cpu/possible")
_FLOCK = "hhqqi4x"  # struct flock of 64-bit Linux: type, whence, start, length, pid
_MOST_THREADS = 1 << 22  # Linux has no higher thread IDs
_TEMPORARY = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}
_LOOK_AGAIN_S = 0.005
_LONG_S = 10.0  # a wait that the user should know about
_MOST_COUNTED = 4096  # waiting threads
_MOST_NAMED = 8  # holders in one message
_ENDING_S = 5.0  # seconds in which a process that is ending must release its preferred core

_runs_there = False
_is_explained = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A core that this process holds.

    Attributes:
        cpu: Logical CPU to run on.
        siblings: All logical CPUs of its physical core; the other ones must stay idle.
        waited_s: Seconds from the request to the lease.
        ahead: Number of threads that were waiting for a core at the time of the request.
    """

    cpu: int
    siblings: tuple[int, ...]
    waited_s: float
    ahead: int


def _lock_file(core: Sequence[int], name: str = "core_id") -> Path:
    return cpu_folder(min(siblings(core[0]))) / "topology" / name


@contextlib.contextmanager
def _owned_errors() -> Generator[None]:
    """Give an error of a system call, or of a thread that does not start, to its owner."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if isinstance(error, RuntimeError) or error.errno in _TEMPORARY:
            raise HarnessError(
                f"a core could not be leased: {error}; close some files, or raise `ulimit -n` or `ulimit -u`"
            ) from error
        raise MachineError(
            f"cores cannot be leased: {error}; in a container, mount /sys (read-only is enough)"
        ) from error


def _open(path: Path) -> int:
    with _owned_errors():
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)


def _is_locked_now(file: int) -> bool:
    """Lock a file if nobody else has locked it; return whether this succeeded."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _unlock_and_close(file: int, owner: int) -> None:
    """Close a file that ``owner`` locked. A forked child closes it alone: its parent still has the lock."""
    try:
        if os.getpid() == owner:
            fcntl.flock(file, fcntl.LOCK_UN)
    finally:
        os.close(file)


class _Wait:
    """One wait for a core: it warns the user once it is long, and ends at a limit.

    Args:
        cores: The cores waited for.
        limit_s: Seconds after which the wait ends with an error.
    """

    def __init__(self, cores: Sequence[tuple[int, ...]], limit_s: float) -> None:
        self.started = time.monotonic()
        self._cores = cores
        self._limit_s = limit_s
        self._explain_s = math.inf if _is_explained else _LONG_S

    @property
    def _waited_s(self) -> float:
        return time.monotonic() - self.started

    @property
    def quiet_s(self) -> float:
        """Seconds until the next call of :meth:`check` can have an effect; may be infinite."""
        return max(min(self._explain_s, self._limit_s) - self._waited_s, 0.0)

    def check(self) -> None:
        """Warn the user, once in this process, if the wait is long.

        Raises:
            MachineError: The wait has reached its limit.
        """
        global _is_explained  # noqa: PLW0603 - each later wait would only repeat the warning
        if self._waited_s >= self._limit_s:
            limit = f"PERFGYM_LEASE_TIMEOUT_S, which is {self._limit_s:g}"
            raise MachineError(f"{self._explanation()}, or raise {limit}")
        if self._waited_s < self._explain_s:
            return
        if _is_explained or self._is_among_ourselves():
            self._explain_s += _LONG_S  # then it may be somebody else who holds a core
            return
        _is_explained = True
        warnings.warn(
            f"{self._explanation()}, or set PERFGYM_LEASE_TIMEOUT_S to a number of seconds after which such "
            "a wait ends with an error",
            RuntimeWarning,
            stacklevel=2,
        )

    def _held(self) -> dict[Holder, list[str]]:
        """Each process that keeps others waiting, with what it holds."""
        held: dict[Holder, list[str]] = {}
        places = [(f"CPU {core[0]}", _lock_file(core)) for core in self._cores]
        for what, file in places:
            for holder in holders(file):
                held.setdefault(holder, []).append(what)
        for holder in holders(_FRONT):
            if holder.pid != os.getpid():  # a thread of this process is where it wants to be
                held.setdefault(holder, []).append("the front of the queue")
        return held

    @staticmethod
    def _name(holder: Holder) -> str:
        return "this process" if holder.pid == os.getpid() else str(holder)

    def _is_among_ourselves(self) -> bool:
        """Whether all that is held is held by this process, or by workers of the pool that it works for."""
        pids = {holder.pid for holder in self._held()}
        ours = {pid for pid in pids if pid == os.getpid() or parent_of(pid) == os.getppid()}
        return _runs_there and bool(pids) and pids == ours

    def _explanation(self) -> str:
        named = [f"{self._name(holder)} holds {', '.join(what)}" for holder, what in self._held().items()]
        by_whom = "; ".join(named[:_MOST_NAMED]) or "the kernel does not say which process holds them"
        return (
            f"no core to measure on has become free for {self._waited_s:.0f} s ({by_whom}); stop what holds "
            "it, choose other cores by cores= or PERFGYM_CORES"
        )


def _first_free(
    cores: Sequence[tuple[int, ...]], name: str, check: Callable[[], object]
) -> tuple[tuple[int, ...], int]:
    """Wait for a free core; return it with a descriptor that holds its lock.

    Args:
        cores: The cores to choose from.
        name: Name of the file that is locked.
        check: Called while none is free; an exception from it ends the wait.
    """
    files: list[int] = []
    try:
        files.extend(_open(_lock_file(core, name)) for core in cores)
        while True:
            for place, core in enumerate(cores):
                if _is_locked_now(files[place]):
                    return core, files.pop(place)
            check()
            time.sleep(_LOOK_AGAIN_S)
    finally:
        for file in files:
            os.close(file)


def _byte_lock(front: int, command: int, kind: int, start: int, length: int) -> tuple[int, ...]:
    answer = fcntl.fcntl(front, command, struct.pack(_FLOCK, kind, os.SEEK_SET, start, length, 0))
    return struct.unpack(_FLOCK, answer)


def _waiting(front: int) -> int:
    """Number of locks on bytes, up to a bound. The kernel names one in a range, so the range is split there.

    Any user can lock bytes: many, or all by one lock, whose ends the kernel does not cut to the range.
    """
    count, ranges = 0, [(0, _MOST_THREADS)]
    while ranges and count < _MOST_COUNTED:
        start, end = ranges.pop()
        if start >= end:
            continue
        kind, _, first, length, _ = _byte_lock(front, fcntl.F_OFD_GETLK, fcntl.F_WRLCK, start, end - start)
        if kind != fcntl.F_UNLCK:
            count += 1
            after = first + length if length else end  # without a length, it has no end
            ranges += [(start, first), (after, end)]
    return count


def _lock_in_turn(front: int, wait: _Wait) -> None:
    """Lock the open file, after those who asked before.

    Raises:
        MachineError: The wait reached its limit.
    """
    if _is_locked_now(front):
        return
    turn: queue.Queue[OSError | None] = queue.Queue()
    given_up = threading.Event()
    with _owned_errors():
        copy = os.dup(front)

    def take_turn() -> None:
        error: OSError | None = None
        try:
            fcntl.flock(copy, fcntl.LOCK_EX)
            if given_up.is_set():
                fcntl.flock(copy, fcntl.LOCK_UN)
        except OSError as failed:
            error = failed
        os.close(copy)
        turn.put(error)

    try:
        with _owned_errors():
            _start(take_turn, copy)
            _await_turn(turn, wait)
    except BaseException:
        given_up.set()  # before the caller unlocks, so that one of the two unlocks after the turn
        raise


def _await_turn(turn: "queue.Queue[OSError | None]", wait: _Wait) -> None:
    while True:
        with contextlib.suppress(queue.Empty):
            if error := turn.get(timeout=min(wait.quiet_s, threading.TIMEOUT_MAX)):
                raise error
            return
        wait.check()


def _start(take_turn: Callable[[], None], copy: int) -> None:
    try:
        threading.Thread(target=take_turn, name="lease-a-core", daemon=True).start()
    except RuntimeError:
        os.close(copy)
        raise


@contextlib.contextmanager
def _front_of_the_queue(wait: _Wait) -> Generator[int]:
    """Wait for the front of the queue; yield how many threads were ahead on entry."""
    descriptor, own_byte, owner = _open(_FRONT), threading.get_native_id(), os.getpid()
    try:
        ahead = _waiting(descriptor)
        _byte_lock(descriptor, fcntl.F_OFD_SETLK, fcntl.F_RDLCK, own_byte, 1)
        _lock_in_turn(descriptor, wait)
        yield ahead
    finally:
        # A thread that still waits for its turn keeps the file open, and with it the byte.
        if os.getpid() == owner:
            _byte_lock(descriptor, fcntl.F_OFD_SETLK, fcntl.F_UNLCK, own_byte, 1)
        _unlock_and_close(descriptor, owner)


def _choice(cpus: Sequence[int]) -> list[tuple[int, ...]]:
    return [(cpu,) for cpu in cpus] or physical_cores()


def check_leases(cpus: Sequence[int] = ()) -> None:
    """Check that cores can be leased, without leasing one.

    Args:
        cpus: As for :func:`lease_core`.

    Raises:
        MachineError: The kernel does not list this machine's cores.
    """
    for path in (_FRONT, *map(_lock_file, _choice(cpus))):
        os.close(_open(path))


@contextlib.contextmanager
def lease_core(cpus: Sequence[int] = (), limit_s: float = math.inf) -> Generator[Lease]:
    """Lease a core for a ``with`` block; wait until one is free.

    After 10 seconds a ``RuntimeWarning`` says which processes hold what this one waits for, and how to go on.
    It is given once in a process. In a pool that has more workers than cores, whose workers wait for each
    other all the time, it is given only if another process holds something.

    Args:
        cpus: Logical CPUs to choose from, in order of preference; empty for all that this process may use.
        limit_s: Seconds to wait at most.

    Raises:
        MachineError: The kernel does not list this machine's cores, or none became free within the limit; the
            message says what the warning says.
        HarnessError: This process has no descriptors or no memory left.
    """
    cores, owner = _choice(cpus), os.getpid()
    wait = _Wait(cores, limit_s)
    with _front_of_the_queue(wait) as ahead:
        core, descriptor = _first_free(cores, "core_id", wait.check)
    try:
        waited_s = time.monotonic() - wait.started
        with pinned(core[0]) if _runs_there else contextlib.nullcontext():
            yield Lease(cpu=core[0], siblings=siblings(core[0]), waited_s=waited_s, ahead=ahead)
    finally:
        _unlock_and_close(descriptor, owner)


def reserve_preferred_core(cpus: Sequence[int] = ()) -> int:
    """Reserve one core as this process's default until it exits; no other caller gets the same core.

    This is not a lease: a process that measures on its preferred core leases it as any other does.

    Args:
        cpus: As for :func:`lease_core`.

    Returns:
        Its logical CPU.

    Raises:
        MachineError: All cores are reserved, or the kernel does not list this machine's cores.
    """
    cores, until = _choice(cpus), time.monotonic() + _ENDING_S

    def check() -> None:
        if time.monotonic() > until:
            raise MachineError(
                f"each of the {len(cores)} cores to measure on is reserved as the preferred core of another "
                "process; start no more workers than there are cores"
            )

    core, _ = _first_free(cores, "physical_package_id", check)  # it stays open until the process ends
    return core[0]


def run_on_leased_cores() -> None:
    """Make each thread of this process run on the core that it leases, while it holds the lease.

    Where all cores are leased, a thread on any other core would disturb somebody's measurement.
    """
    global _runs_there  # noqa: PLW0603 - like its affinity, this is a property of the process
    _runs_there = True
