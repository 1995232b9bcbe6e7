"""Paired log ratios -> when there are enough, an interval that outliers spare, and what both find. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perfgym.types import Interval

__all__ = ["CONFIDENCE", "Power", "enough", "power", "smallest_gain", "winsorised_interval"]

CONFIDENCE = 0.99
_SHARE = 0.2
_LEAST_PAIRS, _MOST_PAIRS = 5, 20
_HALF_WIDTH = 0.02
_PLAIN = 4.0  # half-widths between the estimate and "no difference"
_HOPELESS_PAIRS, _HOPELESS_LOG_RATIO = 2, -math.log(3.0)

# Student's t, 0.995 quantile, by degrees of freedom 1..30: what scipy.stats.t.ppf(0.995, df) gives.
_T_995 = (
    63.6567, 9.9248, 5.8409, 4.6041, 4.0321, 3.7074, 3.4995, 3.3554, 3.2498, 3.1693,
    3.1058, 3.0545, 3.0123, 2.9768, 2.9467, 2.9208, 2.8982, 2.8784, 2.8609, 2.8453,
    2.8314, 2.8188, 2.8073, 2.7969, 2.7874, 2.7787, 2.7707, 2.7633, 2.7564, 2.7500,
)  # fmt: skip


def winsorised_interval(samples: Sequence[float]) -> Interval:
    """The 20 % winsorised mean of ``samples`` with its 99 % confidence interval.

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
    half_width = _T_995[min(kept - 1, len(_T_995)) - 1] * standard_error * (count - 1) / (kept - 1)
    return Interval(estimate=mean, low=mean - half_width, high=mean + half_width, confidence=CONFIDENCE)


def enough(ratios: Sequence[float]) -> bool:
    """Whether pairs may end: nothing is left to be learnt, or it would take too long.

    Between 5 and 20 are taken, until the 99 % interval is within 2 % on either side of its
    estimate, or the estimate lies more than four half-widths from "no difference". A candidate
    more than three times as slow in each of two pairs is hopeless.

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
        len(ratios) >= _MOST_PAIRS or half_width < _HALF_WIDTH or abs(interval.estimate) > _PLAIN * half_width
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """What evaluations find of a gain that is there.

    Attributes:
        found: Share of them whose interval lies above "no difference".
        lost: Share of them whose interval lies below it.
        pairs: Median number of pairs that they take.
    """

    found: float
    lost: float
    pairs: float


def _evaluation(ratios: Sequence[float]) -> tuple[Interval, int]:
    """What comes of pairs that would be taken in this order."""
    taken = next((n for n in range(2, len(ratios) + 1) if enough(ratios[:n])), len(ratios))
    return winsorised_interval(ratios[:taken]), taken


def power(noise: Sequence[float], gain: float, rng: np.random.Generator, evaluations: int = 400) -> Power:
    """What evaluations on a machine as noisy as this would find.

    Each takes its pairs from a random stretch of ``noise``, in order, so that what comes in bursts
    stays together; half of them with all signs turned, as neither program is the better one.

    Args:
        noise: log(A / A) of pairs of one program with itself, in the order taken; 20 or more.
        gain: Share of its time that the better program saves, in [0, 1).
        rng: Chooses the stretches.
        evaluations: How many to imagine.
    """
    recorded = np.asarray(noise, dtype=np.float64)
    intervals: list[Interval] = []
    pairs: list[int] = []
    for _ in range(evaluations):
        start, sign = int(rng.integers(recorded.size)), 1 - 2 * int(rng.integers(2))
        stretch = np.take(recorded, range(start, start + _MOST_PAIRS), mode="wrap")
        interval, taken = _evaluation((sign * stretch - math.log1p(-gain)).tolist())
        intervals.append(interval)
        pairs.append(taken)
    return Power(
        found=float(np.mean([interval.low > 0 for interval in intervals])),
        lost=float(np.mean([interval.high < 0 for interval in intervals])),
        pairs=float(np.median(pairs)),
    )


_GAINS = (0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5)
_CERTAIN = 0.95


def smallest_gain(noise: Sequence[float], rng: np.random.Generator) -> float | None:
    """The smallest gain found in 95 % of evaluations, as a share of time; None when none up to 50 % is."""
    return next((gain for gain in _GAINS if power(noise, gain, rng).found >= _CERTAIN), None)
