"""Limits the memory of a whole process tree by a control group, where one is available.

Version 1 needs root; version 2 needs a writable group in which the memory controller is enabled.
Where neither is available, :func:`make_memory_cgroup` returns None. The sandbox then limits each process's
address space instead, and names that in its ``memory_tier``.
"""

import contextlib
import errno
import os
import re
import secrets
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psutil

from perfgym.errors import HarnessError, SettingsError

__all__ = ["MemoryCgroup", "make_memory_cgroup", "memory_tier", "remove_stale"]

_PREFIX = "perfgym-"
_SELF = Path("/proc/self")
_REMOVE_TRIES = 50
_OOM_KILLS = re.compile(rb"^oom_kill (\d+)$", re.M)


class MemoryCgroup(Protocol):
    """A control group that bounds one run at a time.

    Attributes:
        tier: Name of this way to limit memory, e.g. ``"cgroup-v1"``.
        folder: The group's folder; a process that is to be limited joins the group through it.
    """

    tier: str
    folder: Path

    def prepare(self, limit_bytes: int) -> None:
        """Set the limit for the next run.

        Raises:
            SettingsError: The group holds more memory than that already.
            HarnessError: The kernel refuses the limit for another reason.
        """
        ...

    def new_oom_kills(self) -> int:
        """Number of processes that were killed for lack of memory since the last call."""
        ...

    def close(self) -> None:
        """Remove the group, after the last process in it has ended. A second call does nothing."""
        ...


@dataclass(frozen=True, slots=True)
class _Version:
    tier: str
    limit: str
    swap: str
    swap_value: str | None  # None: it bounds memory and swap together, with the same value as the limit
    events: str


_V1 = _Version(
    tier="cgroup-v1",
    limit="memory.limit_in_bytes",
    swap="memory.memsw.limit_in_bytes",
    swap_value=None,
    events="memory.oom_control",
)
_V2 = _Version(
    tier="cgroup-v2",
    limit="memory.max",
    swap="memory.swap.max",
    swap_value="0",
    events="memory.events",
)


class _Cgroup:
    def __init__(self, folder: Path, version: _Version) -> None:
        self.folder = folder
        self.tier = version.tier
        self._version = version
        self._limit_bytes = 0
        self._oom_kills = 0
        # It stays open because it is read after each run.
        self._events = os.open(folder / version.events, os.O_RDONLY | os.O_CLOEXEC)
        self._finalizer = weakref.finalize(self, _remove, folder, self._events, os.getpid())

    def prepare(self, limit_bytes: int) -> None:
        if limit_bytes == self._limit_bytes:
            return
        version = self._version
        swap = self.folder / version.swap
        if version.swap_value is None and swap.exists():
            swap.write_text("-1")  # the joint limit may never be below the limit of memory
        try:
            (self.folder / version.limit).write_text(str(limit_bytes))
        except OSError as error:
            if error.errno != errno.EBUSY:
                raise HarnessError(
                    f"the memory of a run cannot be limited to {limit_bytes} bytes: {error}"
                ) from error
            raise SettingsError(
                f"the memory of a run cannot be limited to {limit_bytes} bytes: its sandbox holds more than "
                "that already; raise PERFGYM_MEMORY_BYTES, or memory_bytes in problem.toml"
            ) from error
        if swap.exists():
            swap.write_text(version.swap_value or str(limit_bytes))
        self._limit_bytes = limit_bytes

    def new_oom_kills(self) -> int:
        found = _OOM_KILLS.search(os.pread(self._events, 4096, 0))
        if found is None:
            raise HarnessError(f"{self.folder / self._version.events} has no oom_kill line")
        before, self._oom_kills = self._oom_kills, int(found[1])
        return self._oom_kills - before

    def close(self) -> None:
        self._finalizer()


def _remove(folder: Path, events: int, owner: int) -> None:
    os.close(events)
    if os.getpid() != owner:  # a forked child inherits the finalizer, not the group
        return
    # The kernel frees the group of a dead process a moment after the process was waited for.
    for _ in range(_REMOVE_TRIES):
        try:
            folder.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise HarnessError(f"cannot remove the control group {folder}: processes are left in it")


def _lines(path: Path) -> list[str]:
    """Lines of a kernel file; none where the file, or /proc, is missing."""
    try:
        return path.read_text().splitlines()
    except OSError:
        return []


def _own_group(controller: str) -> str | None:
    for line in _lines(_SELF / "cgroup"):
        _, controllers, path = line.split(":", 2)
        if controller in controllers.split(",") or (not controller and not controllers):
            return path
    return None


def _mounts(kind: str, option: str) -> list[Path]:
    rows = [line.split() for line in _lines(_SELF / "mounts")]
    return [Path(row[1]) for row in rows if row[2] == kind and option in row[3].split(",")]


def _candidates() -> list[tuple[Path, _Version]]:
    """Folders in which a group might be made, in order of preference."""
    found: list[tuple[Path, _Version]] = []
    for kind, option, controller, version in (
        ("cgroup2", "rw", "", _V2),
        ("cgroup", "memory", "memory", _V1),
    ):
        own = _own_group(controller)
        if own is None:
            continue
        for mount in _mounts(kind, option):
            # In a container the path may be the host's and the mount only its subtree.
            found += [(f, version) for f in (mount / own.lstrip("/"), mount) if f.is_dir()]
    return found


def remove_stale(parent: Path) -> None:
    """Remove the groups of harnesses that were killed before they could do so."""
    for folder in parent.glob(f"{_PREFIX}*"):
        owner = re.fullmatch(rf"{_PREFIX}(\d+)-.*", folder.name)
        if owner and not psutil.pid_exists(int(owner[1])):
            with contextlib.suppress(OSError):
                folder.rmdir()


def make_memory_cgroup() -> MemoryCgroup | None:
    """Make a memory control group; None if this process is not allowed to."""
    for parent, version in _candidates():
        folder = parent / f"{_PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
        try:
            remove_stale(parent)
            folder.mkdir()
        except OSError:
            continue
        if (folder / version.limit).exists() and os.access(folder / version.limit, os.W_OK):
            return _Cgroup(folder, version)
        folder.rmdir()
    return None


def memory_tier() -> str:
    """How memory can be limited here: ``"cgroup-v2"``, ``"cgroup-v1"`` or ``"address-space"``."""
    trial = make_memory_cgroup()
    if trial is None:
        return "address-space"
    trial.close()
    return trial.tier
