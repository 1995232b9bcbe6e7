"""Exclusive use of one physical core, among all processes of this machine.

Theory of operation
-------------------
All locks are on files of the kernel's in /sys, which every process can open for reading. So nothing is left
behind, and the kernel releases the locks of a process that dies.

* **A lease** is an exclusive ``flock`` on ``core_id`` of the core's first logical CPU.
* **The queue** makes leases first come, first served. It is the file ``possible``, with two kinds of lock.
  A thread that enters the queue takes a shared lock on the *byte* whose offset is its thread ID, so every
  waiting thread holds one byte. It counts the bytes that others hold (:func:`_waiting`): that many threads
  are ahead of it. Then it waits for the exclusive ``flock`` on the whole *file*, which the kernel grants in
  the order of requests. Only its holder, the front of the queue, looks for a free core; it polls, because no
  system call waits for one of several locks. With a core in hand it closes the file, which releases both
  locks, and the next thread is at the front. Byte locks are open-file-description locks, so that closing
  another descriptor of the same file does not release them, and they do not conflict with ``flock``.
* **A preferred core** is reserved by an exclusive ``flock`` on ``physical_package_id`` of the same CPU. That
  is another file, so to reserve a core is not to lease it: whoever measures there takes a lease as well.
"""

import contextlib
import errno
import fcntl
import math
import os
import struct
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfgym.errors import HarnessError, MachineError
from perfgym.machine.facts import cpu_folder, physical_cores, pinned, siblings

__all__ = ["Lease", "check_leases", "lease_core", "reserve_preferred_core", "run_on_leased_cores"]

_FRONT = Path("/sys/devices/system/cpu/possible")
_FLOCK = "hhqqi4x"  # struct flock of 64-bit Linux: type, whence, start, length, pid
_MOST_THREADS = 1 << 22  # Linux has no higher thread IDs
_TEMPORARY = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}
_LOOK_AGAIN_S = 0.005
_ENDING_S = 5.0  # seconds in which a process that is ending must release its preferred core

_runs_there = False


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


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in _TEMPORARY:
            raise HarnessError(
                f"a core could not be leased: {error}; close some files, or raise `ulimit -n`"
            ) from error
        raise MachineError(
            f"cores cannot be leased: {error}; in a container, mount /sys (read-only is enough)"
        ) from error


def _is_locked_now(file: int) -> bool:
    """Lock a file if nobody else has locked it; return whether this succeeded."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _first_free(
    cores: Sequence[tuple[int, ...]], name: str, timeout_s: float = math.inf
) -> tuple[tuple[int, ...], int]:
    """Wait for a free core; return it with a descriptor that holds its lock.

    Raises:
        TimeoutError: No core became free in time.
    """
    until = time.monotonic() + timeout_s
    files: list[int] = []
    try:
        files.extend(_open(_lock_file(core, name)) for core in cores)
        while True:
            for place, core in enumerate(cores):
                if _is_locked_now(files[place]):
                    return core, files.pop(place)
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(_LOOK_AGAIN_S)
    finally:
        for file in files:
            os.close(file)


def _byte_lock(front: int, command: int, kind: int, start: int, length: int) -> tuple[int, ...]:
    answer = fcntl.fcntl(front, command, struct.pack(_FLOCK, kind, os.SEEK_SET, start, length, 0))
    return struct.unpack(_FLOCK, answer)


def _waiting(front: int) -> int:
    """Number of locked bytes. The kernel names one of a range, in no order, so the range is split there."""
    count, ranges = 0, [(0, _MOST_THREADS)]
    while ranges:
        start, end = ranges.pop()
        if start == end:
            continue
        kind, _, byte, _, _ = _byte_lock(front, fcntl.F_OFD_GETLK, fcntl.F_WRLCK, start, end - start)
        if kind != fcntl.F_UNLCK:
            count += 1
            ranges += [(start, byte), (byte + 1, end)]
    return count


@contextlib.contextmanager
def _front_of_the_queue() -> Generator[int]:
    """Wait for the front of the queue; yield how many threads were ahead on entry."""
    descriptor = _open(_FRONT)
    try:
        ahead = _waiting(descriptor)
        _byte_lock(descriptor, fcntl.F_OFD_SETLK, fcntl.F_RDLCK, threading.get_native_id(), 1)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield ahead
    finally:
        os.close(descriptor)


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
def lease_core(cpus: Sequence[int] = ()) -> Generator[Lease]:
    """Lease a core for a ``with`` block; wait until one is free.

    Args:
        cpus: Logical CPUs to choose from, in order of preference; empty for all that this process may use.

    Raises:
        MachineError: The kernel does not list this machine's cores.
        HarnessError: This process has no descriptors or no memory left.
    """
    started = time.monotonic()
    cores = _choice(cpus)
    with _front_of_the_queue() as ahead:
        core, descriptor = _first_free(cores, "core_id")
    try:
        waited_s = time.monotonic() - started
        with pinned(core[0]) if _runs_there else contextlib.nullcontext():
            yield Lease(cpu=core[0], siblings=siblings(core[0]), waited_s=waited_s, ahead=ahead)
    finally:
        os.close(descriptor)


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
    cores = _choice(cpus)
    try:
        core, _ = _first_free(cores, "physical_package_id", _ENDING_S)  # it stays open until the process ends
    except TimeoutError:
        raise MachineError(
            f"each of the {len(cores)} cores to measure on is reserved as the preferred core of another "
            "process; start no more workers than there are cores"
        ) from None
    return core[0]


def run_on_leased_cores() -> None:
    """Make each thread of this process run on the core that it leases, while it holds the lease.

    Where all cores are leased, a thread on any other core would disturb somebody's measurement.
    """
    global _runs_there  # noqa: PLW0603 - like its affinity, this is a property of the process
    _runs_there = True
