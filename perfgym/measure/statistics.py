"""Paired log ratios -> when there are enough, an interval that outliers spare, and what both find. Pure."""

import math
from collections.abc import Sequence

import numpy as np

from perfgym.records import Interval

__all__ = [
    "CONFIDENCE",
    "MOST_PAIRS",
    "enough",
    "overwhelming",
    "winsorised_interval",
]

CONFIDENCE = 0.99
MOST_PAIRS = 30
"""Pairs that one evaluation takes at most."""

_SHARE = 0.2
_LEAST_PAIRS = 7
_HALF_WIDTH = 0.02
_PLAIN = 1.5  # half-widths between the estimate and "no difference"
_OVERWHELMING = 4.0  # the same, where nothing that disturbs a machine could make up for it
_HOPELESS_PAIRS, _HOPELESS_LOG_RATIO = 2, -math.log(3.0)

# Whoever looks after each pair and stops when it suits him is wrong more often than 1 % at 99 %: under the
# rule of `enough`, looks at 99.5 % are together as good as one at 99 % (tests/unit/doctor/test_power.py).
# Student's t, 0.9975 quantile, by degrees of freedom 1..30: what scipy.stats.t.ppf(0.9975, df) gives.
_T_9975 = (
    127.3213, 14.0890, 7.4533, 5.5976, 4.7733, 4.3168, 4.0293, 3.8325, 3.6897, 3.5814,
    3.4966, 3.4284, 3.3725, 3.3257, 3.2860, 3.2520, 3.2224, 3.1966, 3.1737, 3.1534,
    3.1352, 3.1188, 3.1040, 3.0905, 3.0782, 3.0669, 3.0565, 3.0469, 3.0380, 3.0298,
)  # fmt: skip


def winsorised_interval(samples: Sequence[float]) -> Interval:
    """The 20 % winsorised mean of ``samples`` with its interval, at 99 % whenever :func:`enough` stops.

    The lowest and highest fifth of the samples are moved in to the nearest one kept; the
    interval is Student's, with the degrees of freedom of the samples that were not moved
    (Dixon and Tukey, "Approximate behavior of the distribution of winsorized t",
    Technometrics 10, 1968).

    Args:
        samples: At least two finite values.

    Raises:
        ValueError: There are fewer than two, or one is not finite.
    """
    ordered = np.sort(np.asarray(samples, dtype=np.float64))
    count = ordered.size
    if count < 2 or not np.isfinite(ordered).all():
        raise ValueError(f"an interval needs two or more finite samples, got {list(samples)}")
    moved = int(_SHARE * count)
    kept = count - 2 * moved
    winsorised = np.clip(ordered, ordered[moved], ordered[count - moved - 1])
    mean = float(winsorised.mean())
    standard_error = float(winsorised.std(ddof=1)) / math.sqrt(count)
    half_width = _T_9975[min(kept - 1, len(_T_9975)) - 1] * standard_error * (count - 1) / (kept - 1)
    return Interval(estimate=mean, low=mean - half_width, high=mean + half_width, confidence=CONFIDENCE)


def enough(ratios: Sequence[float]) -> bool:
    """Whether pairs may end: nothing is left to be learnt, or it would take too long.

    Between 7 and 30 are taken, until the interval is within 2 % on either side of its estimate, or
    leaves "no difference" half of its half-width behind. A candidate more than three times as slow
    in each of two pairs is hopeless.

    Args:
        ratios: log(reference / candidate), a pair each.
    """
    if len(ratios) >= _HOPELESS_PAIRS and max(ratios) < _HOPELESS_LOG_RATIO:
        return True
    if len(ratios) < _LEAST_PAIRS:
        return False
    interval = winsorised_interval(ratios)
    half_width = interval.high - interval.estimate
    return (
        len(ratios) >= MOST_PAIRS or half_width < _HALF_WIDTH or abs(interval.estimate) > _PLAIN * half_width
    )


def overwhelming(ratios: Sequence[float]) -> bool:
    """Whether a difference is so plain that it is no matter how quiet the machine was.

    Args:
        ratios: log(reference / candidate), a pair each, those that the machine disturbed included.
    """
    if len(ratios) < _LEAST_PAIRS:
        return False
    interval = winsorised_interval(ratios)
    return abs(interval.estimate) > _OVERWHELMING * (interval.high - interval.estimate)
