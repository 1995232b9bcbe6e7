"""Counts of programs that do nothing -> the cost of starting a program, and how well it is known. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from perfgym.measure.statistics import winsorised_interval
from perfgym.records import Counts, Pair, Role

__all__ = ["STARTUP_ROUNDS", "StartUp", "net_of", "net_pair", "startup_of"]

STARTUP_ROUNDS = 7
"""How often each program that does nothing is run, to know what a start costs."""

_FLOOR_SHARE = 0.1  # of the start-up cost: the least that remains after it is subtracted
_LEAST_RUNS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class StartUp:
    """The cost of starting a program, by role.

    Attributes:
        estimate: The cost that is subtracted.
        low: Lower bound of the true cost, at least 0.
        high: Upper bound of the true cost, at most twice the estimate.
    """

    estimate: Counts
    low: Counts
    high: Counts


def startup_of(rounds: Sequence[Sequence[Counts]]) -> StartUp:
    """The cost of the cheapest way to do nothing: the least of the medians of several programs.

    A program that avoids part of its language's start-up therefore does not gain by that: another program,
    which avoids that part too, has set the cost that is subtracted.

    Args:
        rounds: One or more rounds. Each has the counts of one process of every program that does nothing, in
            the same order.
    """
    estimate: dict[Role, float] = {}
    low: dict[Role, float] = {}
    high: dict[Role, float] = {}
    for role in set[Role].intersection(*(set(counts) for counted in rounds for counts in counted)):
        table = np.array([[counts[role] for counts in counted] for counted in rounds])
        cheapest = table[:, np.argmin(np.median(table, axis=0))]
        cost = float(np.median(cheapest))
        width = _half_width(cheapest.tolist(), at_most=cost)
        estimate[role], low[role], high[role] = cost, cost - width, cost + width
    return StartUp(estimate=estimate, low=low, high=high)


def _half_width(samples: Sequence[float], at_most: float) -> float:
    if len(samples) < _LEAST_RUNS:
        return at_most
    interval = winsorised_interval(samples)
    return min(interval.high - interval.estimate, at_most)


def net_of(counts: Counts, startup: Mapping[Role, float]) -> Counts:
    """Counts without the cost of starting a process. A tenth of that cost, and 1, always remain."""
    return {
        role: max(count - startup.get(role, 0.0), _FLOOR_SHARE * startup.get(role, 0.0), 1.0)
        for role, count in counts.items()
    }


def net_pair(pair: Pair, startup: Mapping[Role, float]) -> Pair:
    """A pair without the cost of starting its two processes."""
    return Pair(
        reference=net_of(pair.reference, startup),
        candidate=net_of(pair.candidate, startup),
        moved_bytes=pair.moved_bytes,
    )
