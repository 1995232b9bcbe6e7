"""Find the input size at which a program costs what it should. Pure: the caller measures the costs.

The search tries a size, estimates from two costs by which power of the size the cost grows, and
changes the size until the cost is close to the target. It learns the largest possible size from
the sizes at which measuring fails.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from perfgym.bank import Problem, TestGroup

__all__ = ["SizeSearch", "TargetCost", "choose_size", "first_size", "fits", "sizes_text"]

_STEPS = 14
_CLOSE = math.log(1.1)
_MOST_GROWTH = 8.0
_LEAST_POWER, _MOST_POWER = 0.3, 4.0
_TIGHT = 1.01  # factors closer than this count as equal
_HALF_WIDTH = 0.01  # relative half-width of a range that is not taken from measured sizes
_DIGITS = 2
_NARROW = 10  # times the half-width of a range that is narrow, at least, is its middle

CostOf = Callable[[TestGroup], float]
"""Size to cost in milliseconds; infinite where the program fails."""


class TargetCost(NamedTuple):
    """Milliseconds of CPU time: the accepted range, and the value that a new size aims at."""

    low_ms: float
    high_ms: float
    aim_ms: float


def sizes_text(group: TestGroup) -> str:
    """A size in one line, e.g. ``n 7,900-8,100, steps 20``."""
    bounds = {
        name: f"{low:,}" if low == high else f"{low:,}-{high:,}" for name, (low, high) in group.size.items()
    }
    return ", ".join(f"{name} {text}" for name, text in bounds.items())


def _rounded(value: float, digits: int = _DIGITS) -> int:
    """Round a number to a few significant digits; it stays above 0."""
    step = 10 ** max(0, math.floor(math.log10(max(value, 1.0))) - digits + 1)
    return max(1, round(value / step) * step)


def _half_width(value: float) -> int:
    """The number among 1, 2, 5, 10, 20, 50 and so on that is nearest by its ratio."""
    power = 10 ** max(0, math.floor(math.log10(max(value, 1.0))))
    return min(
        (power, 2 * power, 5 * power, 10 * power), key=lambda one: abs(math.log(one / max(value, 1.0)))
    )


def _times(bounds: tuple[int, int], factor: float) -> tuple[int, int]:
    """Multiply the bounds of a dimension, and round them to numbers that are easy to read."""
    low, high = (bound * factor for bound in bounds)
    if low == high:
        return _rounded(low), _rounded(low)
    half = _half_width((high - low) / 2)
    middle = max(1, round((low + high) / 2 / half)) * half
    if _NARROW * half > middle:
        return _rounded(low), _rounded(high)
    return middle - half, middle + half


def _resized(group: TestGroup, names: tuple[str, ...], factor: float) -> TestGroup:
    """Multiply the named dimensions of ``group``. A range keeps its relative width."""
    if factor == 1.0:
        return group
    return replace(group, size=dict(group.size) | {n: _times(group.size[n], factor) for n in names})


def _like_the_largest_test(problem: Problem, mode: str) -> TestGroup:
    """Take the sizes of the largest random test, or of the largest test where none is random.

    A dimension that may be scaled becomes a narrow range about the test's upper end.
    """
    groups = [group for group in problem.tests.shared if group.count > 1] or list(problem.tests.shared)
    largest = max(groups, key=lambda group: math.prod(max(high, 1) for _, high in group.size.values()))
    varied = problem.scaled or problem.grown
    size = {
        name: _times((max(1, round(high * (1 - _HALF_WIDTH))), max(1, round(high * (1 + _HALF_WIDTH)))), 1.0)
        if name in varied
        else (high, high)
        for name, (_, high) in largest.size.items()
    }
    return TestGroup(name=f"measured-{mode}", size=size, kinds=largest.kinds)


def first_size(problem: Problem, language: str, mode: str) -> TestGroup:
    """Choose the size at which a search begins.

    It is the measured size of the same language and mode where there is one, else that of another
    mode of the language, else that of another language in the same mode, else the largest test's.
    """
    own = problem.measured.get(language, {})
    others = [modes[mode] for modes in problem.measured.values() if mode in modes]
    likely = [own[mode]] if mode in own else [*own.values(), *others]
    if likely:
        return replace(likely[0], name=f"measured-{mode}")
    return _like_the_largest_test(problem, mode)


@dataclass(slots=True)
class SizeSearch:
    """Search for the factor by which a size must be multiplied to cost ``aim_ms``.

    Attributes:
        aim_ms: Cost to reach.
        low: Largest factor known to be too small; 0 where none is known.
        high: Smallest factor known to be too large; infinite where none is known.
        tried: Factor to cost in milliseconds; infinite where the program failed.
    """

    aim_ms: float
    low: float = 0.0
    high: float = math.inf
    tried: dict[float, float] = field(default_factory=dict[float, float])

    def learn(self, factor: float, cost_ms: float) -> None:
        """Record a cost. Noise can make two costs contradict each other: the newer one counts."""
        self.tried[factor] = cost_ms
        if cost_ms < self.aim_ms:
            self.low = factor
            self.high = self.high if self.high > factor else math.inf
        else:
            self.high = factor
            self.low = self.low if self.low < factor else 0.0

    def _distance(self, factor: float) -> float:
        return abs(math.log(max(self.tried[factor], 1e-6) / self.aim_ms))

    def best(self) -> float | None:
        """The factor whose cost comes closest to the aim; None where the program always failed."""
        worked = [factor for factor, cost_ms in self.tried.items() if math.isfinite(cost_ms)]
        return min(worked, key=self._distance, default=None)

    def is_over(self) -> bool:
        """Whether the best factor is close enough, or no factor is left between too small and too large."""
        best = self.best()
        found = best is not None and self._distance(best) <= _CLOSE
        return found or self.high <= self.low * _TIGHT

    def _power(self) -> float | None:
        """Estimate the power by which the cost grows, from the two best factors that clearly differ."""
        worked = sorted((f for f, ms in self.tried.items() if math.isfinite(ms)), key=self._distance)
        for other in worked[1:]:
            apart = math.log(worked[0] / other)
            if abs(apart) > math.log(_TIGHT):
                grown = math.log(max(self.tried[worked[0]], 1e-6) / max(self.tried[other], 1e-6))
                return min(max(grown / apart, _LEAST_POWER), _MOST_POWER)
        return None

    def _guess(self) -> float:
        best, power = self.best(), self._power()
        if best is None:
            return self.high / 4
        wanted = self.aim_ms / max(self.tried[best], 1e-6)
        if power is None:
            return best * (2.0 if wanted > 1 else 0.5)
        return best * min(max(wanted ** (1 / power), 1 / _MOST_GROWTH), _MOST_GROWTH)

    def next_factor(self) -> float:
        """The next factor to try. It always lies between ``low`` and ``high``."""
        guess = self._guess()
        if self.low * _TIGHT < guess < self.high / _TIGHT:
            return guess
        if self.low > 0.0 and math.isfinite(self.high):
            return math.sqrt(self.low * self.high)
        return self.low * 2 if self.low > 0.0 else self.high / 2


def _grow(cost_of: CostOf, aim_ms: float, start: TestGroup, names: tuple[str, ...]) -> TestGroup | None:
    """Scale the named dimensions until the cost is closest to the aim; None where every size fails."""
    search, factor = SizeSearch(aim_ms=aim_ms), 1.0
    for _ in range(_STEPS):
        search.learn(factor, cost_of(_resized(start, names, factor)))
        if search.is_over() or not names:
            break
        factor = search.next_factor()
    best = search.best()
    return None if best is None else _resized(start, names, best)


def fits(cost_of: CostOf, target: TargetCost, size: TestGroup) -> bool:
    """Whether the cost at this size is within the target's range."""
    return target.low_ms <= cost_of(size) <= target.high_ms


def choose_size(
    cost_of: CostOf, target: TargetCost, start: TestGroup, dimensions: Iterable[tuple[str, ...]]
) -> TestGroup | None:
    """Choose a size whose cost is within the target's range, or comes as close as possible.

    ``start`` is kept where it fits already. Otherwise the first group of dimensions is scaled, and
    the next groups only where the ones before were not enough.

    Args:
        cost_of: Measures a size. It is called several times with the same size.
        target: The range, and the cost to aim at.
        start: Where to begin.
        dimensions: Groups of dimensions that are scaled together, in order of preference.

    Returns:
        The size; None where measuring fails at every size.
    """
    if fits(cost_of, target, start):
        return start
    chosen = start
    for names in dimensions:
        chosen = _grow(cost_of, target.aim_ms, chosen, names) or chosen
        if fits(cost_of, target, chosen):
            break
    return chosen if math.isfinite(cost_of(chosen)) else None
