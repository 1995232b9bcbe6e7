"""Statistics of paired log ratios: an interval that outliers move little, and the rules that end pairs.

All functions are pure.
"""

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
"""The most pairs that one evaluation takes."""

_SHARE = 0.2
_LEAST_PAIRS = 7
_HALF_WIDTH = 0.02
_CLEAR = 1.5  # half-widths between the estimate and 0, which is "no difference"
_OVERWHELMING = 4.0  # the same, for a difference that no disturbance of the machine could explain
_HOPELESS_PAIRS, _HOPELESS_LOG_RATIO = 2, -math.log(3.0)

# An interval that is computed again after each pair until it satisfies a rule is wrong more often than its
# confidence says. Under the rule of `enough`, repeated intervals at 99.5 % are together wrong as seldom as a
# single one at 99 % (tests/unit/doctor/test_power.py). So this table has the 0.9975 quantile of Student's t
# by degrees of freedom 1..30, as scipy.stats.t.ppf(0.9975, df) returns it.
_T_9975 = (
    127.3213, 14.0890, 7.4533, 5.5976, 4.7733, 4.3168, 4.0293, 3.8325, 3.6897, 3.5814,
    3.4966, 3.4284, 3.3725, 3.3257, 3.2860, 3.2520, 3.2224, 3.1966, 3.1737, 3.1534,
    3.1352, 3.1188, 3.1040, 3.0905, 3.0782, 3.0669, 3.0565, 3.0469, 3.0380, 3.0298,
)  # fmt: skip


def winsorised_interval(samples: Sequence[float]) -> Interval:
    """The 20 % winsorised mean of ``samples`` with its interval.

    The interval has a confidence of 99 % if pairs are taken until :func:`enough` says so.

    The lowest and the highest fifth of the samples are each replaced by the nearest sample that remains. The
    interval is Student's, with the degrees of freedom of the samples that were not replaced (Dixon and Tukey,
    "Approximate behavior of the distribution of winsorized t", Technometrics 10, 1968).

    Args:
        samples: At least two finite values.

    Raises:
        ValueError: There are fewer than two samples, or one is not finite.
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
    """Whether to stop taking pairs.

    From the seventh pair on, stop when the interval is narrower than +-2 %, or zero lies more than 1.5
    half-widths from the estimate, or after 30 pairs. Stop after two pairs or more if the candidate was more
    than three times as slow as the reference in each of them.

    Args:
        ratios: log(reference / candidate) of each pair.
    """
    if len(ratios) >= _HOPELESS_PAIRS and max(ratios) < _HOPELESS_LOG_RATIO:
        return True
    if len(ratios) < _LEAST_PAIRS:
        return False
    interval = winsorised_interval(ratios)
    half_width = interval.high - interval.estimate
    return (
        len(ratios) >= MOST_PAIRS or half_width < _HALF_WIDTH or abs(interval.estimate) > _CLEAR * half_width
    )


def overwhelming(ratios: Sequence[float]) -> bool:
    """Whether a difference is so large that disturbances of the machine cannot explain it.

    This is so when, after seven pairs or more, zero lies more than 4 half-widths from the estimate.

    Args:
        ratios: log(reference / candidate) of each pair, including pairs that the machine disturbed.
    """
    if len(ratios) < _LEAST_PAIRS:
        return False
    interval = winsorised_interval(ratios)
    return abs(interval.estimate) > _OVERWHELMING * (interval.high - interval.estimate)
