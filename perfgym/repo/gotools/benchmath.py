"""Samples of one benchmark -> its median with an interval, and whether two of them differ.

The statistics are those of golang.org/x/perf/benchmath, with its numbers and its warnings: no distribution is
assumed. All functions are pure.
"""

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "ALPHA",
    "CONFIDENCE",
    "Comparison",
    "Summary",
    "compare",
    "compare_exact",
    "geomean",
    "holm",
    "summarize",
    "summarize_exact",
    "u_test",
]

CONFIDENCE = 0.95
ALPHA = 0.05

_MOST_EXACT_INTERVAL = 30  # samples; more are approximated by a normal distribution
_MOST_EXACT, _MOST_EXACT_TIED = 50, 25  # samples of one side, for the exact distribution of U
_MOST_NEEDED = 50  # samples that a warning asks for at most
_MOST_NEEDED_U = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The centre of a sample with its confidence interval.

    Attributes:
        center: Median, or the most frequent value of an exact unit.
        low: Lower bound; minus infinity where the samples are too few for one.
        high: Upper bound; infinity where the samples are too few for one.
        confidence: Probability that the interval holds the true median, at least the one asked for.
        count: Number of samples.
        warnings: What is wrong with it, for people.
    """

    center: float
    low: float
    high: float
    confidence: float
    count: int
    warnings: tuple[str, ...] = ()

    @property
    def percent(self) -> str:
        """The larger distance of a bound from the centre, e.g. ``"3%"``; ``"∞"`` or ``"?"`` if it is none."""
        if math.isinf(self.low) or math.isinf(self.high):
            return "∞"
        if not _sign(self.low) == _sign(self.center) == _sign(self.high):
            return "?"
        if not self.center:
            return "0%"
        return f"{100 * max(self.high / self.center - 1, 1 - self.low / self.center):.0f}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Whether two samples differ.

    Attributes:
        p: Probability of samples that differ as much, if their distributions are equal; 0 of an exact unit.
        base_count: Number of samples of the base.
        candidate_count: Number of samples of the candidate.
        alpha: Largest ``p`` of a significant difference.
        warnings: What is wrong with it, for people.
    """

    p: float
    base_count: int
    candidate_count: int
    alpha: float
    warnings: tuple[str, ...] = ()

    @property
    def significant(self) -> bool:
        """Whether the difference is significant; so is every one of an exact unit."""
        return self.p <= self.alpha

    def delta(self, base: float, candidate: float) -> str:
        """The change of the centres, e.g. ``"-3.10%"``; ``"~"`` if not significant, ``"?"`` from 0."""
        if not self.significant:
            return "~"
        if base == candidate:
            return "0.00%"
        return f"{(candidate / base - 1) * 100:+.2f}%" if base else "?"

    def __str__(self) -> str:
        """E.g. ``"p=0.002 n=6"``, or ``"n=6+5"`` of an exact unit."""
        counts = f"n={self.base_count}"
        if self.base_count != self.candidate_count:
            counts += f"+{self.candidate_count}"
        return f"p={self.p:.3f} {counts}" if self.p else counts


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def summarize(values: Sequence[float], confidence: float = CONFIDENCE) -> Summary:
    """The median, with the narrowest interval between two samples that has this confidence.

    Args:
        values: One or more finite values in any order.
        confidence: Wanted probability that the interval holds the true median, in (0, 1).

    Raises:
        ValueError: There are no values.
    """
    if not len(values):
        raise ValueError("a summary needs a sample")
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    first, last, found = _median_interval(ordered.size, confidence)
    is_bounded = first >= 1 and last <= ordered.size
    need = next((n for n in range(2, _MOST_NEEDED + 1) if _is_bounded(n, confidence)), None)
    asked = f"need >= {need} samples" if need else f"need > {_MOST_NEEDED} samples"
    return Summary(
        center=float(np.median(ordered)),
        low=float(ordered[first - 1]) if first >= 1 else -math.inf,
        high=float(ordered[last - 1]) if last <= ordered.size else math.inf,
        confidence=found,
        count=ordered.size,
        warnings=() if is_bounded else (f"{asked} for confidence interval at level {confidence}",),
    )


def _is_bounded(count: int, confidence: float) -> bool:
    first, last, _ = _median_interval(count, confidence)
    return first >= 1 and last <= count


@functools.lru_cache(maxsize=4096)
def _median_interval(count: int, confidence: float) -> tuple[int, int, float]:
    """Numbers, from 1, of the samples that bound an interval of the median, and its confidence.

    The number 0 and ``count + 1`` stand for the infinities.
    """
    if count <= _MOST_EXACT_INTERVAL:
        return _exact_interval(count, confidence)
    return _approximate_interval(count, confidence)


def _exact_interval(count: int, confidence: float) -> tuple[int, int, float]:
    """Take the most probable intervals between samples, the left of two equal ones first, until enough."""
    first = math.ceil((count + 1) / 2) - 1
    last, held, total = first + 1, math.comb(count, first), 2**count
    while held < confidence * total and held < total:
        left = math.comb(count, first - 1) if first else 0
        right = math.comb(count, last)
        if left >= right:
            first, held = first - 1, held + left
        else:
            last, held = last + 1, held + right
    return first, last, held / total


def _approximate_interval(count: int, confidence: float) -> tuple[int, int, float]:
    normal = NormalDist(count / 2, math.sqrt(count) / 2)
    edge = normal.inv_cdf((1 - confidence) / 2)
    first = math.floor(edge - 0.5) + 1
    last = math.ceil(2 * normal.mean - edge - 0.5) + 1

    def share(end: int) -> float:
        return normal.cdf(end - 0.5) - normal.cdf(first - 0.5)

    # The bounds are symmetric, though leaving out the rightmost may be enough.
    last -= confidence <= share(last - 1) < share(last)
    return max(first, 0), min(last, count + 1), share(last)


def summarize_exact(values: Sequence[float]) -> Summary:
    """The most frequent value of a unit that has no noise, with a warning if the values differ.

    Raises:
        ValueError: There are no values.
    """
    ordered, counts = np.unique(np.asarray(values, dtype=np.float64), return_counts=True)
    if not ordered.size:
        raise ValueError("a summary needs a sample")
    low, high = float(ordered[0]), float(ordered[-1])
    vary = f"exact distribution expected, but values range from {_plain(low)} to {_plain(high)}"
    return Summary(
        center=float(ordered[np.argmax(counts)]),
        low=low,
        high=high,
        confidence=1.0,
        count=len(values),
        warnings=(vary,) if low != high else (),
    )


def _plain(value: float) -> str:
    return repr(value).removesuffix(".0")


def compare(base: Sequence[float], candidate: Sequence[float], alpha: float = ALPHA) -> Comparison:
    """Whether two samples come from distributions that differ, by :func:`u_test`.

    Args:
        base: One or more finite values in any order.
        candidate: The same of the candidate.
        alpha: Largest probability of a significant difference.
    """
    p = u_test(base, candidate)
    if p is None:
        p, warnings = 1.0, ("all samples are equal",)
    else:
        warnings = () if p <= alpha else _too_few(len(base), len(candidate), alpha)
    return Comparison(
        p=p, base_count=len(base), candidate_count=len(candidate), alpha=alpha, warnings=warnings
    )


def _too_few(base: int, candidate: int, alpha: float) -> tuple[str, ...]:
    """A warning if samples of these sizes could not differ significantly whatever their values."""
    need = next((n for n in range(1, _MOST_NEEDED_U + 1) if 2 / math.comb(2 * n, n) <= alpha), None)
    if base >= (need or _MOST_NEEDED_U + 1) or candidate >= (need or _MOST_NEEDED_U + 1):
        return ()
    asked = f"need >= {need} samples" if need else f"need > {_MOST_NEEDED_U} samples"
    return (f"{asked} to detect a difference at alpha level {alpha}",)


def compare_exact(base: Sequence[float], candidate: Sequence[float]) -> Comparison:
    """The comparison of a unit that has no noise: every difference counts."""
    return Comparison(p=0.0, base_count=len(base), candidate_count=len(candidate), alpha=0.0)


def u_test(first: Sequence[float], second: Sequence[float]) -> float | None:
    """The two-sided probability of Mann and Whitney's U test; None if all values are equal.

    It is exact for up to 50 values a side, or 25 if some are equal, and otherwise that of a normal
    distribution with corrections for ties and continuity (Mann and Whitney, Annals of Mathematical Statistics
    18, 1947; Klotz, JASA 61, 1966). The exact one is twice the smaller tail, and 1 at most; benchstat's
    differs from that where values are equal and the samples have unlike sizes.

    Args:
        first: One or more finite values in any order.
        second: The same of the other sample.

    Raises:
        ValueError: A sample is empty.
    """
    n, m = len(first), len(second)
    if not n or not m:
        raise ValueError("a U test needs two samples")
    values = np.concatenate([np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)])
    _, place, ties = np.unique(values, return_inverse=True, return_counts=True)
    if ties.size == 1:
        return None
    # Twice the rank that equal values share, from 1, so that all sums are whole numbers.
    doubled_ranks = 2 * np.cumsum(ties) - ties + 1
    doubled_u = int(doubled_ranks[place[:n]].sum()) - n * (n + 1)
    if max(n, m) > (_MOST_EXACT if ties.size == n + m else _MOST_EXACT_TIED):
        return _approximate_p(doubled_u / 2, n, m, ties)
    if doubled_u == n * m:
        return 1.0
    # The upper tail of one sample's U is the lower tail of the other's.
    size, below = (n, doubled_u) if doubled_u < n * m else (m, 2 * n * m - doubled_u)
    return min(1.0, 2 * _lower_tail(below, size, ties, doubled_ranks))


def _lower_tail(doubled_u: int, n: int, ties: NDArray[np.int64], doubled_ranks: NDArray[np.int64]) -> float:
    """The probability that ``n`` of all values, drawn at random, have a U statistic so small or smaller."""
    highest = doubled_u + n * (n + 1)
    ways = np.zeros((n + 1, highest + 1))  # number of values drawn, twice the sum of their ranks
    ways[0, 0] = 1.0
    for tied, rank in zip(ties.tolist(), doubled_ranks.tolist(), strict=True):
        before = ways.copy()
        for drawn in range(1, min(tied, n, highest // rank) + 1):
            shift = drawn * rank
            ways[drawn:, shift:] += math.comb(tied, drawn) * before[: n + 1 - drawn, : highest + 1 - shift]
    return float(ways[n].sum()) / math.comb(int(ties.sum()), n)


def _approximate_p(u: float, n: int, m: int, ties: NDArray[np.int64]) -> float:
    total = n + m
    tied = float((ties.astype(np.float64) ** 3 - ties).sum())
    deviation = math.sqrt(n * m * (total + 1 - tied / (total * (total - 1))) / 12)
    distance = abs(u - n * m / 2)
    return math.erfc(max(distance - 0.5, 0.0) / deviation / math.sqrt(2)) if distance else 1.0


def holm(probabilities: Sequence[float]) -> list[float]:
    """The probabilities of several comparisons, raised so that all of them together are kept to one level.

    Source: Holm, Scandinavian Journal of Statistics 6, 1979. If no comparison has a true difference, the
    chance that any of these is at most ``alpha`` is at most ``alpha``.

    Args:
        probabilities: Each in [0, 1], in any order.

    Returns:
        As many values, in the same order, each in [0, 1] and not below its own probability.
    """
    raised, largest = [0.0] * len(probabilities), 0.0
    order = sorted(range(len(probabilities)), key=lambda at: probabilities[at])
    for rank, at in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - rank) * probabilities[at]))
        raised[at] = largest
    return raised


def geomean(values: Sequence[float]) -> float | None:
    """The geometric mean; None if there are no values, or one is not above 0."""
    if not values or min(values) <= 0.0:
        return None
    return math.exp(math.fsum(map(math.log, values)) / len(values))
