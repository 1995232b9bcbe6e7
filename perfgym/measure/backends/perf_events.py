"""Counts of one process tree by ``perf_event_open(2)``: from outside it, from its exec on.

The process is held before exec meanwhile (``ProcessRequest.attach``). Events count the process and all
that it starts, in user space alone where ``perf_event_paranoid`` demands it. No ``perf`` binary, no
text: what is read are 64-bit numbers from descriptors that the program never has.

Format: ``struct perf_event_attr`` and ``read_format`` of linux/perf_event.h.
"""

import contextlib
import ctypes
import errno
import fcntl
import os
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "BRANCH_MISSES",
    "CACHE_MISSES",
    "CYCLES",
    "INSTRUCTIONS",
    "L1D_LOAD_MISSES",
    "LLC_LOAD_MISSES",
    "SOFTWARE",
    "Count",
    "CountingError",
    "Event",
    "Group",
    "kernel_may_be_counted",
    "why_not_counted",
]

_PERF_EVENT_OPEN = 298  # x86-64
_ATTR = struct.Struct("<IIQQQQQ")  # type, size, config, sample_period, sample_type, read_format, flags
_ATTR_BYTES = 128
_READING = struct.Struct("<3Q")  # value, time_enabled, time_running
_TIMES_TOO = 1 | 2
_DISABLED, _INHERIT, _PINNED, _NO_KERNEL, _NO_HYPERVISOR, _ENABLE_ON_EXEC = (
    1 << bit for bit in (0, 1, 2, 5, 6, 12)
)
_CLOSE_ON_EXEC = 8
_TYPE_HARDWARE, _TYPE_SOFTWARE, _TYPE_CACHE = 0, 1, 3
_PARANOID = "/proc/sys/kernel/perf_event_paranoid"

_libc = ctypes.CDLL(None, use_errno=True)


class CountingError(Exception):
    """An event cannot be counted; the message names it and the kernel's reason."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing the kernel can count.

    Attributes:
        name: What it counts.
        kind: ``perf_event_attr.type``.
        config: ``perf_event_attr.config``.
    """

    name: str
    kind: int
    config: int

    @classmethod
    def hardware(cls, name: str, number: int) -> "Event":
        """A generic event, ``PERF_COUNT_HW_*``."""
        return cls(name, _TYPE_HARDWARE, number)

    @classmethod
    def cache(cls, name: str, cache: int, operation: int, result: int) -> "Event":
        """A generic cache event, ``PERF_COUNT_HW_CACHE_*``."""
        return cls(name, _TYPE_CACHE, cache | operation << 8 | result << 16)


SOFTWARE = {
    "task-clock": Event("task-clock", _TYPE_SOFTWARE, 1),
    "page-faults": Event("page-faults", _TYPE_SOFTWARE, 2),
    "context-switches": Event("context-switches", _TYPE_SOFTWARE, 3),
}
"""What the kernel counts itself, on every machine."""


CYCLES = Event.hardware("cycles", 0)
INSTRUCTIONS = Event.hardware("instructions", 1)
CACHE_MISSES = Event.hardware("cache-misses", 3)
BRANCH_MISSES = Event.hardware("branch-misses", 5)
L1D_LOAD_MISSES = Event.cache("L1-dcache-load-misses", 0, 0, 1)
LLC_LOAD_MISSES = Event.cache("LLC-load-misses", 2, 0, 1)
EVERY_LOOP_HAS = (CYCLES, INSTRUCTIONS, SOFTWARE["task-clock"])
"""Events of which nothing at all cannot be true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What was read of one event.

    Attributes:
        value: How often it happened, or nanoseconds.
        enabled_ns: Nanoseconds that it was to be counted.
        running_ns: Nanoseconds that a counter was there for it.
    """

    value: int
    enabled_ns: int
    running_ns: int

    @property
    def running_share(self) -> float:
        """Share of the time that it was counted; below 1 it was multiplexed with other events."""
        return self.running_ns / self.enabled_ns if self.enabled_ns else 0.0


def kernel_may_be_counted() -> bool:
    """Whether this process may count what the kernel does on a program's behalf.

    It is tried: root of a container may not, whatever it is called.
    """
    try:
        Group([SOFTWARE["task-clock"]], 0, kernel=True).close()
    except CountingError:
        return False
    return True


def _attributes(event: Event, *, leads: bool, kernel: bool) -> bytes:
    flags = _DISABLED | _INHERIT | _ENABLE_ON_EXEC | _NO_HYPERVISOR
    if leads and event.kind != _TYPE_SOFTWARE:
        flags |= _PINNED  # a group that does not fit is an error, and not multiplexed
    if not kernel:
        flags |= _NO_KERNEL
    packed = _ATTR.pack(event.kind, _ATTR_BYTES, event.config, 0, 0, _TIMES_TOO, flags)
    return packed.ljust(_ATTR_BYTES, b"\0")


def _open(event: Event, pid: int, group: int, *, kernel: bool) -> int:
    attributes = _attributes(event, leads=group < 0, kernel=kernel)
    descriptor = _libc.syscall(_PERF_EVENT_OPEN, attributes, pid, -1, group, _CLOSE_ON_EXEC)
    if descriptor < 0:
        raise CountingError(f"{event.name}: {_reason(ctypes.get_errno())}")
    return int(descriptor)


def _reason(number: int) -> str:
    meanings = {
        errno.ENOENT: "this processor, or this virtual machine, does not count it",
        errno.EACCES: f"not allowed; run `sysctl -w kernel.perf_event_paranoid=1` as root ({_PARANOID})",
        errno.EPERM: "not allowed by a seccomp filter or a security module",
    }
    return meanings.get(number, os.strerror(number))


class Group:
    """Events that are counted together, for one process from its next exec on.

    Args:
        events: What to count; the first leads.
        pid: Process that is held before exec.
        kernel: Whether the kernel's work for it counts too.

    Raises:
        CountingError: One of them cannot be counted.
    """

    def __init__(self, events: Iterable[Event], pid: int, *, kernel: bool) -> None:
        self._descriptors: dict[str, int] = {}
        leader = -1
        try:
            for event in events:
                self._descriptors[event.name] = descriptor = _open(event, pid, leader, kernel=kernel)
                leader = descriptor if leader < 0 else leader
        except BaseException:
            self.close()
            raise

    def read(self) -> dict[str, Count]:
        """What was counted, by event; an event that lost its counter is not there."""
        counts: dict[str, Count] = {}
        for name, descriptor in self._descriptors.items():
            answer = os.read(descriptor, _READING.size)
            if len(answer) == _READING.size:  # it is empty when a pinned group did not fit
                value, enabled, running = _READING.unpack(answer)
                counts[name] = Count(value=value, enabled_ns=enabled, running_ns=running)
        return counts

    def switch(self, request: int) -> None:
        """Counts from now on, or no more: an ``ioctl`` of the whole group."""
        leader = next(iter(self._descriptors.values()))
        fcntl.ioctl(leader, request, _WHOLE_GROUP)

    def close(self) -> None:
        """Stops counting. Twice is harmless."""
        while self._descriptors:
            os.close(self._descriptors.popitem()[1])


_IOCTL_ENABLE, _IOCTL_DISABLE, _WHOLE_GROUP = 0x2400, 0x2401, 1
_LOOP = 20_000
_MOMENT_S = 0.001


def why_not_counted(events: Iterable[Event], *, kernel: bool) -> str:
    """Why this thread's own work cannot be counted by these events together; empty when it can.

    Some virtual machines open an event and count nothing: a loop has to show in every one.
    """
    try:
        group = Group(events, 0, kernel=kernel)
    except CountingError as error:
        return str(error)
    with contextlib.closing(group):
        group.switch(_IOCTL_ENABLE)
        time.sleep(_MOMENT_S)  # the followers of a group start when the thread is next given a core
        for _ in range(_LOOP):
            pass
        group.switch(_IOCTL_DISABLE)
        counts = group.read()
    for event in events:
        if event.name not in counts or not counts[event.name].running_ns:
            return f"{event.name}: there is no counter left for it"
        if counts[event.name].value == 0 and event in EVERY_LOOP_HAS:
            return f"{event.name}: it opens and counts nothing; the virtual machine has no counters"
    return ""
