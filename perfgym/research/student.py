"""Student's t distribution with whole degrees of freedom, by its finite series."""

import functools
import math

__all__ = ["quantile", "upper_tail"]

_STEPS = 200


def upper_tail(t: float, freedom: int) -> float:
    """Probability that Student's t exceeds ``t`` (Abramowitz and Stegun, formulas 26.7.3 and 26.7.4).

    It is exact to about 1e-15; smaller probabilities are not told from 0.

    Args:
        t: The value.
        freedom: Degrees of freedom, above 0.
    """
    angle = math.atan2(abs(t), math.sqrt(freedom))
    tail = max(0.0, (1.0 - _central(angle, freedom)) / 2)
    return tail if t >= 0 else 1.0 - tail


def _central(angle: float, freedom: int) -> float:
    """Probability that t lies between two values of equal size, as a series in the cosine of an angle."""
    cosine = math.cos(angle)
    is_odd = freedom % 2
    term = cosine if is_odd else 1.0
    total = 0.0
    for step in range(freedom // 2):
        total += term
        even = 2 * step + 2
        term *= cosine**2 * (even / (even + 1) if is_odd else (even - 1) / even)
    if is_odd:
        return 2 / math.pi * (angle + math.sin(angle) * total)
    return math.sin(angle) * total


@functools.lru_cache(maxsize=1024)
def quantile(probability: float, freedom: int) -> float:
    """The value that Student's t exceeds with a probability of ``1 - probability``.

    Args:
        probability: In [0.5, 1).
        freedom: Degrees of freedom, above 0.

    Raises:
        ValueError: The probability is outside its range.
    """
    if not 0.5 <= probability < 1:
        raise ValueError(f"probability must be in [0.5, 1), got {probability}")
    low, high = 0.0, 1.0
    while upper_tail(high, freedom) > 1 - probability:
        low, high = high, 2 * high
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (middle, high) if upper_tail(middle, freedom) > 1 - probability else (low, middle)
    return high
