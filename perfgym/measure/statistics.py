"""Samples of paired log ratios -> an interval that survives outliers. Pure."""

import math
from collections.abc import Sequence

import numpy as np

from perfgym.types import Interval

__all__ = ["CONFIDENCE", "winsorised_interval"]

CONFIDENCE = 0.99
_SHARE = 0.2

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
