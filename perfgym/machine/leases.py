"""Exclusive use of one physical core, among all processes of this machine: for a while, or as a home.

A lease is a lock on a file that the kernel keeps for that core, so it leaves nothing behind, and
the kernel gives it back when its holder dies. Who comes first is served first: one waits for a
core, the others wait for the place at the front.
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

__all__ = ["Lease", "check_leases", "keep_core", "lease_core", "run_on_leased_cores"]

_FRONT = Path("/sys/devices/system/cpu/possible")
_FLOCK = "hhqqi4x"  # struct flock of 64-bit Linux: type, whence, start, length, pid
_MOST_THREADS = 1 << 22  # that Linux can number
_PASSING = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}
_LOOK_AGAIN_S = 0.005
_ENDING_S = 5.0  # that a process may take to end, which had a core as its home

_runs_there = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A core held.

    Attributes:
        cpu: Logical CPU to run on.
        siblings: All logical CPUs of its physical core; the others are to stay idle.
        waited_s: Seconds until it was had.
        ahead: How many were waiting for a core when it came.
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
        if error.errno in _PASSING:
            raise HarnessError(f"a core could not be leased: {error}") from error
        raise MachineError(
            f"cores cannot be leased: {error}; in a container, mount /sys (read-only is enough)"
        ) from error


def _is_locked_now(file: int) -> bool:
    """Locks it, unless someone else has."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _first_free(
    cores: Sequence[tuple[int, ...]], name: str, timeout_s: float = math.inf
) -> tuple[tuple[int, ...], int]:
    """A core that is free, and a descriptor that holds its lock.

    Raises:
        TimeoutError: There was none in time.
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
    """Number of bytes that are locked; the kernel tells one of a range, in no order."""
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
    """Waits to be the first who waits; yields how many were ahead.

    Whoever is in the queue holds a lock on a byte of the file: the one that has its thread's number.
    """
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
    """Sees that cores can be leased, and takes none.

    Args:
        cpus: As for :func:`lease_core`.

    Raises:
        MachineError: This machine does not say what cores it has.
    """
    for path in (_FRONT, *map(_lock_file, _choice(cpus))):
        os.close(_open(path))


@contextlib.contextmanager
def lease_core(cpus: Sequence[int] = ()) -> Generator[Lease]:
    """Holds a core for the length of a ``with`` block; waits until there is one.

    Args:
        cpus: Logical CPUs to choose from, best first; empty for all that this process may use.

    Raises:
        MachineError: This machine does not say what cores it has.
        HarnessError: There are no descriptors left, or no memory.
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


def keep_core(cpus: Sequence[int] = ()) -> int:
    """Makes a core the home of this process, until it ends; of all that ask so, none has the same.

    To have a home is no lease: who measures there leases the core as everybody does.

    Args:
        cpus: As for :func:`lease_core`.

    Returns:
        Its logical CPU.

    Raises:
        MachineError: All are homes already, or this machine does not say what cores it has.
    """
    cores = _choice(cpus)
    try:
        core, _ = _first_free(cores, "physical_package_id", _ENDING_S)  # open until the process ends
    except TimeoutError:
        raise MachineError(
            f"each of the {len(cores)} cores to measure on is the home of a process already; "
            "declare no more of them than there are"
        ) from None
    return core[0]


def run_on_leased_cores() -> None:
    """From now on a thread of this process runs on the core that it leases, for as long as it has it.

    Where every core is leased by someone, it would disturb a measurement anywhere else.
    """
    global _runs_there  # noqa: PLW0603 - like its affinity, this is a property of the process
    _runs_there = True
