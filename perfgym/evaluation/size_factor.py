"""Find the factor that fits a problem's measured sizes to a machine. Pure: the caller measures the costs.

A reference must run long enough to be compared, and not longer; an expert must take long beside the start-up
of a process. The search multiplies sizes by the factors of a coarse grid, and estimates from two costs by
which power of the factor the cost grows.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from perfgym.store.size_fits import FACTORS

__all__ = ["STARTUPS", "SizeCosts", "find_factor", "is_fit", "shortfall"]

STARTUPS = 5.0
"""The expert must cost at least so many times as much as the start of a process."""

_MOST_SIZES = 8  # that are tried
_ONE = FACTORS.index(1.0)
_MARGIN = 1.1  # a new size costs so many times the least, and at most the most by as much
_USUAL_POWER, _LEAST_POWER, _MOST_POWER = 2.0, 0.3, 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeCosts:
    """What programs cost at one size, in milliseconds of CPU time.

    Attributes:
        reference_ms: Cost of the reference, without start-up; above 0.
        expert_ms: The same for the expert, which may be 0; None where there is none.
        startup_ms: Cost of a program that does nothing.
    """

    reference_ms: float
    expert_ms: float | None
    startup_ms: float


def shortfall(costs: SizeCosts, low_ms: float) -> float:
    """How many times as much programs should cost at least; at most 1 where they cost enough."""
    wanted = low_ms / costs.reference_ms
    if costs.expert_ms is None:
        return wanted
    return max(wanted, STARTUPS * costs.startup_ms / max(costs.expert_ms, 1e-6))


def is_fit(costs: SizeCosts, target_ms: tuple[float, float]) -> bool:
    """Whether the reference costs what it should, and the expert enough."""
    low_ms, high_ms = target_ms
    return shortfall(costs, low_ms) <= 1.0 and costs.reference_ms <= high_ms


@dataclass(slots=True)
class _Search:
    """What is known while sizes are tried. Factors are meant by their places in :data:`FACTORS`.

    Attributes:
        target_ms: Least and most cost of the reference.
        low: The largest place known to be too small, or -1.
        high: The smallest place known to be enough or too large, or one behind the last.
        tried: Place to the costs there; None where a program failed.
    """

    target_ms: tuple[float, float]
    low: int = -1
    high: int = len(FACTORS)
    tried: dict[int, SizeCosts | None] = field(default_factory=dict[int, SizeCosts | None])

    def learn(self, place: int, costs: SizeCosts | None) -> None:
        self.tried[place] = costs
        if self._is_fit(place) or self._is_too_large(place):
            self.high = min(self.high, place)
        else:
            self.low = max(self.low, place)

    def _is_fit(self, place: int) -> bool:
        costs = self.tried[place]
        return costs is not None and is_fit(costs, self.target_ms)

    def _is_too_large(self, place: int) -> bool:
        costs = self.tried[place]
        return costs is None or costs.reference_ms > self.target_ms[1]

    def _power(self) -> float:
        """The power by which the cost grows with the factor, from the two sizes furthest apart."""
        worked = [(place, costs.reference_ms) for place, costs in self.tried.items() if costs]
        (least, least_ms), (most, most_ms) = min(worked), max(worked)
        if least == most:
            return _USUAL_POWER
        power = math.log(most_ms / least_ms) / math.log(FACTORS[most] / FACTORS[least])
        return min(max(power, _LEAST_POWER), _MOST_POWER)

    def next_place(self, last: int) -> int | None:
        """The next place to try after the last one; None where none is left that could be better."""
        costs = self.tried[last]
        if costs is None:
            wanted = (max(self.low, 0) + self.high) // 2
        else:
            low_ms, high_ms = self.target_ms
            steps = 1.0 / (self._power() * math.log(FACTORS[1] / FACTORS[0]))
            enough = math.ceil(steps * math.log(_MARGIN * shortfall(costs, low_ms)))
            room = math.floor(steps * math.log(high_ms / (_MARGIN * costs.reference_ms)))
            wanted = last + min(enough, room)
            if self._is_fit(last) and wanted >= last:
                return None  # nothing smaller would be enough
            if wanted == last and not self._is_too_large(last):
                return None  # one step more would be too much
        inside = min(max(wanted, self.low + 1), self.high - 1)
        return inside if self.low < inside < self.high else None

    def best(self) -> int:
        """The smallest place that fits, else the largest that is not too large, else the smallest."""
        worked = [place for place, costs in self.tried.items() if costs]
        if fit := [place for place in worked if self._is_fit(place)]:
            return min(fit)
        right = [place for place in worked if not self._is_too_large(place)]
        return max(right) if right else min(worked, default=_ONE)


def find_factor(
    costs_at: Callable[[float], SizeCosts | None], target_ms: tuple[float, float]
) -> tuple[float, SizeCosts | None]:
    """Find the factor at which programs cost what they should, or as nearly as possible.

    The factor is 1 where programs cost what they should at the problem's own sizes. Else it is the smallest
    that is enough, as far as the search knows. Where the expert never costs enough, it is the largest factor
    at which the reference does not cost too much. At most eight sizes are tried, whatever is measured.

    Args:
        costs_at: Measures programs at sizes multiplied by a factor; None where one failed.
        target_ms: Least and most cost of the reference.

    Returns:
        The factor, one of :data:`~perfgym.store.size_fits.FACTORS`, and the costs at it.
    """
    search, place = _Search(target_ms), _ONE
    for _ in range(_MOST_SIZES):
        costs = costs_at(FACTORS[place])
        search.learn(place, costs)
        if place == _ONE and costs is not None and is_fit(costs, target_ms):
            break
        following = search.next_place(place)
        if following is None:
            break
        place = following
    best = search.best()
    return FACTORS[best], search.tried.get(best)
