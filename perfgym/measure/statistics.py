"""Statistics of paired log ratios: an interval that outliers move little, and the rules that end pairs.

All functions are pure.
"""

import functools
import itertools
import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from perfgym.records import Interval

__all__ = [
    "CONFIDENCE",
    "LEAST_PAIRS",
    "MOST_PAIRS",
    "QUANTILE",
    "enough",
    "is_look",
    "overwhelming",
    "ratio_interval",
    "winsorised_interval",
]

CONFIDENCE = 0.99
LEAST_PAIRS = 7
"""The fewest pairs after which an evaluation may end, unless the candidate is hopelessly slow."""

MOST_PAIRS = 120
"""The most pairs that one evaluation takes."""

_SHARE = 0.2
_CLEAR = 1.5  # times the distance from the estimate to its bound, for 0 to be beyond it: "no difference"
_OVERWHELMING = 4.0  # the same, for a difference that no disturbance of the machine could explain
_HOPELESS_PAIRS, _HOPELESS_LOG_RATIO = 2, -math.log(3.0)
_MOST_CORRELATED = 0.8
_STRAY = math.log(2.0)  # no log ratio of a recorded pair strays further from the median of its recording

QUANTILE = 0.999
"""The quantile of Student's t that makes an interval.

An interval that is computed again and again until it satisfies a rule is wrong more often than its
confidence says. Under the rules of :func:`enough`, intervals at 99.8 % are together wrong in at most 1 % of
evaluations on each side, on noise of many kinds (``benchmarks/critical_values.py``).
"""

RANK_QUANTILE = 0.998
"""One less the chance that a rank bound of the median is wrong, on its side."""

# The quantile of Student's t by degrees of freedom 1..30, as scipy.stats.t.ppf(QUANTILE, df) returns it.
_T = (
    318.3088, 22.3271, 10.2145, 7.1732, 5.8934, 5.2076, 4.7853, 4.5008, 4.2968, 4.1437,
    4.0247, 3.9296, 3.8520, 3.7874, 3.7328, 3.6862, 3.6458, 3.6105, 3.5794, 3.5518,
    3.5272, 3.5050, 3.4850, 3.4668, 3.4502, 3.4350, 3.4210, 3.4082, 3.3962, 3.3852,
)  # fmt: skip
_Z = NormalDist().inv_cdf(QUANTILE)


def _t(freedom: int) -> float:
    """The quantile of Student's t.

    Beyond the table it is the expansion in 1 / freedom (Abramowitz and Stegun, formula 26.7.5), which is
    right to three digits there.
    """
    if freedom <= len(_T):
        return _T[freedom - 1]
    cubic, quintic = (_Z**3 + _Z) / 4, (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / 96
    return _Z + cubic / freedom + quintic / freedom**2


def _looks() -> tuple[int, ...]:
    looks = [LEAST_PAIRS]
    while looks[-1] < MOST_PAIRS:
        looks.append(min(MOST_PAIRS, max(looks[-1] + 1, math.ceil(1.12 * looks[-1]))))
    return tuple(looks)


_LOOKS = frozenset((*range(_HOPELESS_PAIRS, LEAST_PAIRS), *_looks()))


def is_look(pairs: int) -> bool:
    """Whether the rules are applied after this number of pairs.

    From the seventh pair on that is so at numbers that grow by an eighth, because each look at the data is
    another chance to be wrong.
    """
    return pairs in _LOOKS


def winsorised_interval(samples: Sequence[float]) -> Interval:
    """The 20 % winsorised mean of ``samples`` with its interval.

    The interval has a confidence of 99 % if pairs are taken until :func:`enough` says so.

    The lowest and the highest fifth of the samples are each replaced by the nearest sample that remains. The
    interval is Student's, with the degrees of freedom of the samples that were not replaced (Dixon and Tukey,
    "Approximate behavior of the distribution of winsorized t", Technometrics 10, 1968). Where a sample
    resembles the one before it, as beside a neighbour that comes and goes, the samples count for fewer: the
    interval is widened as for an autoregressive series of that correlation.

    Args:
        samples: At least two finite values, in the order measured.

    Raises:
        ValueError: There are fewer than two samples, or one is not finite.
    """
    values = np.asarray(samples, dtype=np.float64)
    ordered = np.sort(values)
    count = ordered.size
    if count < 2 or not np.isfinite(ordered).all():
        raise ValueError(f"an interval needs two or more finite samples, got {list(samples)}")
    moved = int(_SHARE * count)
    kept = count - 2 * moved
    winsorised = np.clip(values, ordered[moved], ordered[count - moved - 1])
    mean = float(winsorised.mean())
    standard_error = float(winsorised.std(ddof=1)) / math.sqrt(count)
    half_width = _t(kept - 1) * standard_error * (count - 1) / (kept - 1) * _widening(winsorised - mean)
    return Interval(estimate=mean, low=mean - half_width, high=mean + half_width, confidence=CONFIDENCE)


def _widening(deviations: NDArray[np.float64]) -> float:
    """How many times as wide the interval of a mean is, if successive values are positively correlated."""
    total = float(deviations @ deviations)
    if total == 0.0:
        return 1.0
    # The estimate of a correlation from a few values is too low, by about one in their number.
    correlation = float(deviations[1:] @ deviations[:-1]) / total + 1 / deviations.size
    correlation = min(max(correlation, 0.0), _MOST_CORRELATED)
    return math.sqrt((1 + correlation) / (1 - correlation))


def ratio_interval(ratios: Sequence[float], shifted: Sequence[Sequence[float]] = ()) -> Interval:
    """The interval of a log ratio whose pairs share one uncertain constant, such as the cost of a start-up.

    The two uncertainties are independent, so the distances of the bounds from the estimate add up in squares.
    From the seventh pair on, the interval also holds the bounds of the median that ranks give, without any
    assumption about the noise. Student's interval is too narrow where pairs have a few values only, as when
    each run is by chance in a fast or in a slow mode.

    Two to six pairs of a hopelessly slow candidate are too few for Student's interval to say anything. The
    bounds are then no further than a factor of 2 beyond the pairs: noise never reached that in a recording.

    Args:
        ratios: log(reference / candidate) of each pair.
        shifted: The same with the constant at its lower and at its upper bound.
    """
    found = winsorised_interval(ratios)
    others = [found.estimate, *(winsorised_interval(values).estimate for values in shifted)]
    low = found.estimate - math.hypot(found.estimate - found.low, found.estimate - min(others))
    high = found.estimate + math.hypot(found.high - found.estimate, max(others) - found.estimate)
    if len(ratios) >= LEAST_PAIRS:
        ordered, rank = sorted(ratios), _rank(len(ratios))
        low, high = min(low, ordered[rank]), max(high, ordered[-1 - rank])
    elif _hopeless(ratios):
        low, high = max(low, min(ratios) - _STRAY), min(high, max(ratios) + _STRAY)
    return Interval(estimate=found.estimate, low=low, high=high, confidence=CONFIDENCE)


@functools.cache
def _rank(count: int) -> int:
    """How many samples may lie beyond each rank bound of a median, by the sign test; 0 for few samples."""
    beyond = itertools.accumulate(math.comb(count, one) / 2.0**count for one in range(count))
    return max(0, sum(chance <= 1.0 - RANK_QUANTILE for chance in beyond) - 1)


def _hopeless(ratios: Sequence[float]) -> bool:
    return len(ratios) >= _HOPELESS_PAIRS and max(ratios) < _HOPELESS_LOG_RATIO


def enough(ratios: Sequence[float], precision: float, interval: Interval | None = None) -> bool:
    """Whether to stop taking pairs; to be asked where :func:`is_look` says so.

    From the seventh pair on, stop when the half-width of the interval is below ``precision``, or zero lies
    more than 1.5 times as far from the estimate as the bound on its side, or after 120 pairs. Stop after two
    pairs or more if the candidate was more than three times as slow as the reference in each of them.

    Args:
        ratios: log(reference / candidate) of each pair.
        precision: Half-width that is wanted.
        interval: Their interval, where it is not :func:`ratio_interval`.
    """
    if _hopeless(ratios) or len(ratios) >= MOST_PAIRS:
        return True
    if len(ratios) < LEAST_PAIRS:
        return False
    found = interval or ratio_interval(ratios)
    towards_zero = found.estimate - found.low if found.estimate > 0 else found.high - found.estimate
    return found.half_width < precision or abs(found.estimate) > _CLEAR * towards_zero


def overwhelming(ratios: Sequence[float]) -> bool:
    """Whether a difference is so large that disturbances of the machine cannot explain it.

    This is so when, after seven pairs or more, zero lies more than 4 half-widths from the estimate.

    Args:
        ratios: log(reference / candidate) of each pair, including pairs that the machine disturbed.
    """
    if len(ratios) < LEAST_PAIRS:
        return False
    interval = ratio_interval(ratios)
    return abs(interval.estimate) > _OVERWHELMING * interval.half_width
