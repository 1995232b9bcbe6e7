"""Detects whether a core was disturbed while programs ran on it, by timing equal work between them."""

import hashlib
import math
import time

from perfgym.machine.facts import pinned, stolen_s

__all__ = ["CoreMonitor"]

_WORK = bytes(96 * 1024)  # 0.05 to 0.4 ms of work; zeros of few pages, so that caches play no part in it
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
    """Looks at the speed of a core before, between and after the programs of a pair.

    A core changes its speed when the host gives its other half to somebody else, or when its clock changes.
    The programs under judgement cannot influence what is seen: they have exited before a look is taken, and
    the work needs nothing that a program leaves behind. Nothing that is seen differs between a reference and
    a candidate, so a pair that is dropped for it is dropped for the sake of neither.

    Args:
        cpu: Logical CPU leased for the programs; -1 if there is none, and then nothing is looked at.
    """

    def __init__(self, cpu: int) -> None:
        self._cpu = cpu
        self._stolen_s = (0.0, 0.0)
        self._work_ns: list[float] = []

    def begin_pair(self) -> None:
        """Begin a pair. The look at the end of the last pair serves as the first one of this pair."""
        if self._cpu >= 0:
            self._work_ns = self._work_ns[-1:] or [_work_ns(self._cpu)]
            self._stolen_s = (stolen_s(self._cpu),) * 2

    def look(self) -> None:
        """Look at the core, after a program has ended. This takes about a millisecond."""
        if self._cpu >= 0:
            self._work_ns.append(_work_ns(self._cpu))
            self._stolen_s = (self._stolen_s[0], stolen_s(self._cpu))

    @property
    def disturbed(self) -> bool:
        """Whether the looks of this pair differ in speed, or the host took the core away between them."""
        if not self._work_ns:
            return False
        before, after = self._stolen_s
        return math.log(max(self._work_ns) / min(self._work_ns)) > _SPEEDS_APART or after > before
