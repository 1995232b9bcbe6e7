"""Detects whether a core was disturbed while programs ran on it, by timing equal work between them."""

import hashlib
import math
import time

from perfgym.machine.facts import pinned, stolen_s

__all__ = ["CoreMonitor"]

_WORK = bytes(256 * 1024)  # about a millisecond of work; zeros of one page, so that caches play no part in it
_GOES = 3
_SPEEDS_APART = 0.08  # as a logarithm


def _go_ns() -> int:
    started = time.thread_time_ns()
    hashlib.sha256(_WORK).digest()
    return time.thread_time_ns() - started


def _work_ns(cpu: int) -> float:
    """CPU time that the work takes on a logical CPU at the moment: the median of three repetitions."""
    with pinned(cpu):
        return sorted(_go_ns() for _ in range(_GOES))[_GOES // 2]


class CoreMonitor:
    """Samples the speed of a core before, between and after the programs that run on it.

    A core changes its speed when the host gives its other half to somebody else, or when its clock changes.
    The programs under judgement cannot influence a sample: they have exited before it is taken, and the work
    needs nothing that a program leaves behind.

    Args:
        cpu: Logical CPU leased for the programs; -1 if there is none, and then nothing is sampled.
    """

    def __init__(self, cpu: int) -> None:
        self._cpu = cpu
        self._stolen_s: list[float] = []
        self._work_ns: list[float] = []

    def sample(self) -> None:
        """Take one sample, in about 3 ms."""
        if self._cpu >= 0:
            self._work_ns.append(_work_ns(self._cpu))
            self._stolen_s.append(stolen_s(self._cpu))

    @property
    def disturbed(self) -> bool:
        """Whether the samples differ in speed, or the host took the core away between them."""
        if not self._work_ns:
            return False
        speeds_apart = math.log(max(self._work_ns) / min(self._work_ns))
        return speeds_apart > _SPEEDS_APART or self._stolen_s[-1] > self._stolen_s[0]
