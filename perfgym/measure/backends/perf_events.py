"""Counts of one process tree by ``perf_event_open(2)``: attached from outside, from the program's exec on.

The process is held before exec while the counters are attached (``ProcessRequest.attach``). Events count the
process and everything that it starts, in user space alone if ``perf_event_paranoid`` demands it. No ``perf``
binary and no text is involved: counts are 64-bit numbers read from descriptors that the program never has.

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
from pathlib import Path

from perfgym.machine.architecture import architecture

__all__ = [
    "BRANCH_MISSES",
    "BR_MIS_PRED",
    "BR_MIS_PRED_RETIRED",
    "CACHE_MISSES",
    "CPU_CYCLES",
    "CYCLES",
    "EVERY_LOOP_HAS",
    "INSTRUCTIONS",
    "INST_RETIRED",
    "L1D_CACHE_REFILL",
    "L1D_LOAD_MISSES",
    "LLC_LOAD_MISSES",
    "LL_CACHE_MISS_RD",
    "SOFTWARE",
    "CountingError",
    "EventCount",
    "EventGroup",
    "PerfEvent",
    "kernel_may_be_counted",
    "why_not_counted",
]

_ATTR = struct.Struct("<IIQQQQQ")  # type, size, config, sample_period, sample_type, read_format, flags
_ATTR_BYTES = 128
_READING = struct.Struct("<3Q")  # value, time_enabled, time_running
_TIMES_TOO = 1 | 2
_DISABLED, _INHERIT, _PINNED, _NO_KERNEL, _NO_HYPERVISOR, _ENABLE_ON_EXEC = (
    1 << bit for bit in (0, 1, 2, 5, 6, 12)
)
_CLOSE_ON_EXEC = 8
_TYPE_HARDWARE, _TYPE_SOFTWARE, _TYPE_CACHE, _TYPE_RAW = 0, 1, 3, 4
_DEVICES = Path("/sys/bus/event_source/devices")
_PARANOID = "/proc/sys/kernel/perf_event_paranoid"

_libc = ctypes.CDLL(None, use_errno=True)


class CountingError(Exception):
    """An event cannot be counted; the message names it and the kernel's reason."""


@dataclass(frozen=True, slots=True)
class PerfEvent:
    """An event that the kernel can count.

    Attributes:
        name: Name of the event.
        kind: ``perf_event_attr.type``.
        config: ``perf_event_attr.config``.
        listed: Whether the kernel lists the event by its name where the processor has it. A kernel also opens
            an event of a processor's manual that the processor lacks, and counts nothing.
    """

    name: str
    kind: int
    config: int
    listed: bool = False

    @classmethod
    def hardware(cls, name: str, number: int) -> "PerfEvent":
        """A generic event, ``PERF_COUNT_HW_*``."""
        return cls(name, _TYPE_HARDWARE, number)

    @classmethod
    def raw(cls, name: str, number: int) -> "PerfEvent":
        """An event by the name and number that the manual of Arm's processors gives it."""
        return cls(name, _TYPE_RAW, number, listed=True)

    @classmethod
    def cache(cls, name: str, cache: int, operation: int, result: int) -> "PerfEvent":
        """A generic cache event, ``PERF_COUNT_HW_CACHE_*``."""
        return cls(name, _TYPE_CACHE, cache | operation << 8 | result << 16)


SOFTWARE = {
    "task-clock": PerfEvent("task-clock", _TYPE_SOFTWARE, 1),
    "page-faults": PerfEvent("page-faults", _TYPE_SOFTWARE, 2),
    "context-switches": PerfEvent("context-switches", _TYPE_SOFTWARE, 3),
}
"""Events that the kernel counts in software, on every machine."""


CYCLES = PerfEvent.hardware("cycles", 0)
INSTRUCTIONS = PerfEvent.hardware("instructions", 1)
CACHE_MISSES = PerfEvent.hardware("cache-misses", 3)
BRANCH_MISSES = PerfEvent.hardware("branch-misses", 5)
L1D_LOAD_MISSES = PerfEvent.cache("L1-dcache-load-misses", 0, 0, 1)
LLC_LOAD_MISSES = PerfEvent.cache("LLC-load-misses", 2, 0, 1)
# The numbers of Arm's PMUv3, from the Arm Architecture Reference Manual (DDI 0487), "PMU events".
CPU_CYCLES = PerfEvent.raw("cpu_cycles", 0x11)
INST_RETIRED = PerfEvent.raw("inst_retired", 0x08)
L1D_CACHE_REFILL = PerfEvent.raw("l1d_cache_refill", 0x03)
LL_CACHE_MISS_RD = PerfEvent.raw("ll_cache_miss_rd", 0x37)
BR_MIS_PRED = PerfEvent.raw("br_mis_pred", 0x10)
BR_MIS_PRED_RETIRED = PerfEvent.raw("br_mis_pred_retired", 0x22)
EVERY_LOOP_HAS = (CYCLES, INSTRUCTIONS, CPU_CYCLES, INST_RETIRED, SOFTWARE["task-clock"])
"""Events that every loop causes: a count of 0 means that nothing was counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCount:
    """The count of one event.

    Attributes:
        value: Number of occurrences, or nanoseconds.
        enabled_ns: Nanoseconds during which it should have been counted.
        running_ns: Nanoseconds during which a counter was available for it.
    """

    value: int
    enabled_ns: int
    running_ns: int

    @property
    def running_share(self) -> float:
        """Share of the time that it was counted, in [0, 1]; below 1 it was multiplexed with other events."""
        return self.running_ns / self.enabled_ns if self.enabled_ns else 0.0


def kernel_may_be_counted() -> bool:
    """Whether this process may count the kernel's work for a program.

    This is tried, because root of a container may lack the right.
    """
    try:
        EventGroup([SOFTWARE["task-clock"]], 0, kernel=True).close()
    except CountingError:
        return False
    return True


def _attributes(event: PerfEvent, *, leads: bool, kernel: bool) -> bytes:
    flags = _DISABLED | _INHERIT | _ENABLE_ON_EXEC | _NO_HYPERVISOR
    if leads and event.kind != _TYPE_SOFTWARE:
        flags |= _PINNED  # a group that does not fit is an error instead of being multiplexed
    if not kernel:
        flags |= _NO_KERNEL
    packed = _ATTR.pack(event.kind, _ATTR_BYTES, event.config, 0, 0, _TIMES_TOO, flags)
    return packed.ljust(_ATTR_BYTES, b"\0")


def _open(event: PerfEvent, pid: int, group: int, *, kernel: bool) -> int:
    attributes = _attributes(event, leads=group < 0, kernel=kernel)
    call = architecture().calls["perf_event_open"]
    if event.listed and not any(_DEVICES.glob(f"*/events/{event.name}")):
        raise CountingError(f"{event.name}: {_reason(errno.ENOENT)}")
    descriptor = _libc.syscall(call, attributes, pid, -1, group, _CLOSE_ON_EXEC)
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


class EventGroup:
    """Events that are counted together, for one process from its next exec on.

    Args:
        events: Events to count; the first one leads the group.
        pid: Process that is held before exec.
        kernel: Whether the kernel's work for the process counts too.

    Raises:
        CountingError: One of them cannot be counted.
    """

    def __init__(self, events: Iterable[PerfEvent], pid: int, *, kernel: bool) -> None:
        self._descriptors: dict[str, int] = {}
        leader = -1
        try:
            for event in events:
                self._descriptors[event.name] = descriptor = _open(event, pid, leader, kernel=kernel)
                leader = descriptor if leader < 0 else leader
        except BaseException:
            self.close()
            raise

    def read(self) -> dict[str, EventCount]:
        """Counts by event; an event that lost its counter is missing."""
        counts: dict[str, EventCount] = {}
        for name, descriptor in self._descriptors.items():
            answer = os.read(descriptor, _READING.size)
            if len(answer) == _READING.size:  # it is empty when a pinned group did not fit
                value, enabled, running = _READING.unpack(answer)
                counts[name] = EventCount(value=value, enabled_ns=enabled, running_ns=running)
        return counts

    def switch(self, request: int) -> None:
        """Enable or disable counting: an ``ioctl`` on the whole group."""
        leader = next(iter(self._descriptors.values()))
        fcntl.ioctl(leader, request, _WHOLE_GROUP)

    def close(self) -> None:
        """Stop counting. Calling it twice is harmless."""
        while self._descriptors:
            os.close(self._descriptors.popitem()[1])


_IOCTL_ENABLE, _IOCTL_DISABLE, _WHOLE_GROUP = 0x2400, 0x2401, 1
_LOOP = 20_000
_MOMENT_S = 0.001


def why_not_counted(events: Iterable[PerfEvent], *, kernel: bool) -> str:
    """Why these events together cannot count this thread's own work; empty when they can.

    Some virtual machines open an event and count nothing, so a loop has to show in every event.
    """
    try:
        group = EventGroup(events, 0, kernel=kernel)
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
            return f"{event.name}: the processor has no counter left for it"
        if counts[event.name].value == 0 and event in EVERY_LOOP_HAS:
            return f"{event.name}: the event opens but counts nothing; the virtual machine has no counters"
    return ""
