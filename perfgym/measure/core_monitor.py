"""Whether a core was disturbed while programs ran on it, as told by equal work of our own between them."""

import hashlib
import math
import time

from perfgym.machine.facts import pinned, stolen_s

__all__ = ["CoreMonitor"]

_WORK = bytes(256 * 1024)  # about a millisecond; one page of zeros, so that caches play no part in it
_GOES = 3
_SPEEDS_APART = 0.08  # as a logarithm


def _go_ns() -> int:
    started = time.thread_time_ns()
    hashlib.sha256(_WORK).digest()
    return time.thread_time_ns() - started


def _work_ns(cpu: int) -> float:
    """CPU time that the work takes on a logical CPU at the moment: the median of a few goes."""
    with pinned(cpu):
        return sorted(_go_ns() for _ in range(_GOES))[_GOES // 2]


class CoreMonitor:
    """Looks at a core before, between and after programs that run on it.

    A core changes its speed when the host gives the other half of it to somebody else, or its
    clock changes. No program that is judged has a hand in it: none is left when it is looked at,
    and the work needs nothing of what a program leaves behind.

    Args:
        cpu: Logical CPU leased for the programs; -1 where none is, and nothing is seen.
    """

    def __init__(self, cpu: int) -> None:
        self._cpu = cpu
        self._stolen_s: list[float] = []
        self._work_ns: list[float] = []

    def look(self) -> None:
        """Takes about 3 ms."""
        if self._cpu >= 0:
            self._work_ns.append(_work_ns(self._cpu))
            self._stolen_s.append(stolen_s(self._cpu))

    @property
    def disturbed(self) -> bool:
        """Whether looks differ: the core's speed did, or the host took it away between them."""
        if not self._work_ns:
            return False
        speeds_apart = math.log(max(self._work_ns) / min(self._work_ns))
        return speeds_apart > _SPEEDS_APART or self._stolen_s[-1] > self._stolen_s[0]
