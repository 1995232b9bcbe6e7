"""Exclusive use of one physical core, among all processes of this machine: for a while, or as a home.

A lease is a lock on a file that the kernel keeps for that core, so it leaves nothing behind, and
the kernel gives it back when its holder dies. Who comes first is served first: one waits for a
core, the others wait for the place at the front.
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfgym.errors import MachineError
from perfgym.machine import cpu_folder, physical_cores, siblings

__all__ = ["Lease", "check_leases", "keep_core", "lease_core"]

_FRONT = Path("/sys/devices/system/cpu/possible")
_LOOK_AGAIN_S = 0.002
_ENDING_S = 5.0  # that a process may take to end, which had a core as its home


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A core held.

    Attributes:
        cpu: Logical CPU to run on.
        siblings: All logical CPUs of its physical core; the others are to stay idle.
        waited_s: Seconds until it was had.
        ahead: How many were waiting for a core, of those that this process can see, when it came.
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
        raise MachineError(
            f"cores cannot be leased: {error}; in a container, mount /sys (read-only is enough)"
        ) from error


def _try_lock(path: Path) -> int | None:
    """A descriptor that holds the lock, or None when someone else does."""
    descriptor = _open(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _waiting(front: int) -> int:
    """Length of the queue: the kernel lists who is at its front and, below, who waits for that."""
    place = f":{os.fstat(front).st_ino} "
    return sum(place in line for line in Path("/proc/locks").read_text().splitlines())


@contextlib.contextmanager
def _front_of_the_queue() -> Generator[int]:
    """Waits to be the first who waits; yields how many were ahead."""
    descriptor = _open(_FRONT)
    try:
        ahead = _waiting(descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield ahead
    finally:
        os.close(descriptor)


def _choice(cpus: Sequence[int]) -> list[tuple[int, ...]]:
    return [(cpu,) for cpu in cpus] or physical_cores()


def _first_free(cores: Sequence[tuple[int, ...]]) -> tuple[tuple[int, ...], int]:
    while True:
        for core in cores:
            if (descriptor := _try_lock(_lock_file(core))) is not None:
                return core, descriptor
        time.sleep(_LOOK_AGAIN_S)


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
    """
    started = time.monotonic()
    cores = _choice(cpus)
    with _front_of_the_queue() as ahead:
        core, descriptor = _first_free(cores)
    try:
        waited_s = time.monotonic() - started
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
    until = time.monotonic() + _ENDING_S
    while True:
        for core in cores:
            if _try_lock(_lock_file(core, "physical_package_id")) is not None:  # open until the end
                return core[0]
        if time.monotonic() > until:
            raise MachineError(
                f"each of the {len(cores)} cores to measure on is the home of a process already; "
                "declare no more of them than there are"
            )
        time.sleep(_LOOK_AGAIN_S)
