"""Costs of trusted programs that a busy machine cannot pass off as right ones.

Every run is watched as in an evaluation: one during which the core changed its speed, or the host took the
core away, is repeated. Every input is run twice, in an order and in its reverse. The two runs of an input
differ by the machine alone, so where they are too far apart the machine is busy, and everything is measured
again.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from perfgym.errors import MachineError
from perfgym.measure.core_monitor import CoreMonitor
from perfgym.measure.pairs import MOST_REDRAWN

__all__ = ["MOST_APART", "Run", "Say", "UnsteadyError", "Watch", "WatchCore", "no_news", "times_apart"]

MOST_APART = 1.25
"""Two costs of equal work that differ by more than this factor are the sign of a busy machine."""

_PAUSES_S = (1.0, 3.0, 6.0)  # between attempts

_Found = TypeVar("_Found")

Run = Callable[[], float]
"""Runs a program once on an input of its own, and returns what that cost, above 0."""

Say = Callable[[str], None]
"""Tells the user in one line what the machine does to a measurement."""


class UnsteadyError(Exception):
    """A measurement contradicts itself. :meth:`Watch.again` catches this and measures again."""


def no_news(line: str) -> None:
    """Tell nobody."""
    del line


def times_apart(costs: Sequence[float]) -> float:
    """How many times as large the largest cost is as the smallest; 1 without any."""
    return max(costs) / min(costs) if costs else 1.0


@dataclass(slots=True)
class Watch:
    """Measures on one core, and looks at what disturbs it.

    Attributes:
        core: The leased logical CPU; -1 where the speed of a core does not matter.
        say: Told whenever the machine is found busy.
        pause: Waits for a number of seconds.
    """

    core: int
    say: Say = no_news
    pause: Callable[[float], None] = time.sleep
    _redrawn: int = field(default=0, init=False)

    def about(self, what: str) -> "Watch":
        """The same watch, whose lines begin with what is measured, for example ``"sort in c"``."""

        def say(line: str) -> None:
            self.say(f"{what}: {line}")

        return replace(self, say=say)

    def again(self, measure: Callable[[], _Found]) -> _Found:
        """Measure until the measurement does not contradict itself, with pauses between some attempts.

        Args:
            measure: Measures; raises :class:`UnsteadyError` where it contradicts itself.

        Raises:
            MachineError: All attempts failed; the message is that of the last one.
        """
        for pause_s in _PAUSES_S:
            try:
                return measure()
            except UnsteadyError as error:
                self.say(f"{error}; trying again in {pause_s:g} s")
                self.pause(pause_s)
        try:
            return measure()
        except UnsteadyError as error:
            attempts = len(_PAUSES_S) + 1
            raise MachineError(
                f"{error}, {attempts} times in a row; try again when nothing else runs on it"
            ) from None

    def costs(self, runs: Sequence[Run], matters: float = 0.0) -> list[float]:
        """Take the cost of each run twice; the mean of the two, in the order of the runs.

        Args:
            runs: The runs.
            matters: Costs below this one need not be known well, so they count as equal to it.

        Raises:
            MachineError: The two costs of a run stayed too far apart.
        """
        return self.again(lambda: self._costs(runs, matters))

    def _costs(self, runs: Sequence[Run], matters: float) -> list[float]:
        self._redrawn = 0
        there = [self._undisturbed((run,))[0] for run in runs]
        back = [self._undisturbed((run,))[0] for run in reversed(runs)]
        both = list(zip(there, reversed(back), strict=True))
        apart = max((times_apart([max(cost, matters) for cost in costs]) for costs in both), default=1.0)
        if apart > MOST_APART:
            raise UnsteadyError(f"samples spread {apart:.1f} times: the machine is busy")
        return [(one + other) / 2 for one, other in both]

    def ratios(self, runs: Sequence[Run], by: Run, rounds: int) -> list[float]:
        """The median cost of each run as a multiple of another one's that was taken just beside it.

        Args:
            runs: The runs.
            by: The run that each of them is compared with.
            rounds: How many pairs to take of each; by turns, the one and the other begin.
        """
        self._redrawn = 0
        return [float(np.median(list(self._ratios(run, by, rounds)))) for run in runs]

    def pairs(self, run: Run, by: Run, rounds: int) -> list[float]:
        """The cost of a run as a multiple of another one's, in each of some pairs.

        Args:
            run: The run.
            by: The run that it is compared with.
            rounds: How many pairs to take; by turns, the one and the other begin.
        """
        self._redrawn = 0
        return list(self._ratios(run, by, rounds))

    def _ratios(self, run: Run, by: Run, rounds: int) -> Iterator[float]:
        for number in range(rounds):
            if number % 2:
                cost, other = self._undisturbed((run, by))
            else:
                other, cost = self._undisturbed((by, run))
            yield cost / other

    def _undisturbed(self, runs: Sequence[Run]) -> list[float]:
        """Do some runs until nothing disturbs them, but no more often than an evaluation redraws pairs."""
        monitor = CoreMonitor(self.core)
        while True:
            monitor.begin_pair()
            costs = list(_watched(runs, monitor))
            if not monitor.disturbed or self._redrawn >= MOST_REDRAWN:
                return costs
            self._redrawn += 1


WatchCore = Callable[[int], Watch]
"""Logical CPU to the watch that looks at it."""


def _watched(runs: Sequence[Run], monitor: CoreMonitor) -> Iterator[float]:
    for run in runs:
        yield run()
        monitor.look()
