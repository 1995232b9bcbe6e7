"""Noise of a machine -> how often its evaluations find a gain. Pure.

The noise is a recording of paired log ratios of one program with itself. Evaluations are replayed on
stretches of it, with and without a gain added.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perfgym.measure.statistics import MOST_PAIRS, enough, is_look, winsorised_interval
from perfgym.records import Interval
from perfgym.settings import Settings

__all__ = ["Power", "evaluations", "power", "smallest_gain"]

_GAINS = (0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5)
_CERTAIN = 0.95
_PRECISION = Settings().precision


def evaluations(ratios: Sequence[float]) -> list[Interval]:
    """Divide recorded pairs into successive evaluations; the interval that each of them finds.

    No pair is used twice. Pairs at the end that are too few for another evaluation are not used.

    Args:
        ratios: log(reference / candidate), one per pair, in the order measured.
    """
    found: list[Interval] = []
    start = 0
    for end in range(1, len(ratios) + 1):
        if _end_with(ratios[start:end]):
            found.append(winsorised_interval(ratios[start:end]))
            start = end
    return found


def _end_with(ratios: Sequence[float]) -> bool:
    """Whether an evaluation ends with the last of these pairs."""
    return is_look(len(ratios)) and enough(ratios, _PRECISION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """Shares of replayed evaluations that find a gain that is there, and that find a loss instead.

    Attributes:
        found: Share of them whose interval lies above "no difference".
        lost: Share of them whose interval lies below it.
        pairs: Median number of pairs that they take.
    """

    found: float
    lost: float
    pairs: float


def _evaluation(ratios: Sequence[float]) -> tuple[Interval, int]:
    """The interval that an evaluation finds in pairs of this order, and how many of them it takes."""
    taken = next((n for n in range(2, len(ratios) + 1) if _end_with(ratios[:n])), len(ratios))
    return winsorised_interval(ratios[:taken]), taken


def power(noise: Sequence[float], gain: float, rng: np.random.Generator, evaluations: int = 400) -> Power:
    """Replay evaluations of a program with a known gain on a machine with recorded noise.

    Each evaluation takes its pairs from a random stretch of ``noise``, in order, so that disturbances
    that come in bursts stay together. Half of the stretches have all their signs reversed, because
    neither program of the recording is the better one.

    Args:
        noise: log(A / A) of pairs of one program with itself, in the order measured. An evaluation takes no
            more pairs than there are.
        gain: Share of its time that the better program saves, in [0, 1).
        rng: Chooses the stretches.
        evaluations: How many to replay.
    """
    recorded = np.asarray(noise, dtype=np.float64)
    most = min(MOST_PAIRS, recorded.size)
    intervals: list[Interval] = []
    pairs: list[int] = []
    for _ in range(evaluations):
        start, sign = int(rng.integers(recorded.size)), 1 - 2 * int(rng.integers(2))
        stretch = np.take(recorded, range(start, start + most), mode="wrap")
        interval, taken = _evaluation((sign * stretch - math.log1p(-gain)).tolist())
        intervals.append(interval)
        pairs.append(taken)
    return Power(
        found=float(np.mean([interval.low > 0 for interval in intervals])),
        lost=float(np.mean([interval.high < 0 for interval in intervals])),
        pairs=float(np.median(pairs)),
    )


def smallest_gain(noise: Sequence[float], rng: np.random.Generator) -> float | None:
    """The smallest share of time saved that 95 % of evaluations find; None where there is none.

    Gains between 0.5 % and 50 % are tried.

    Args:
        noise: See :func:`power`.
        rng: Chooses the stretches of noise.
    """
    return next((gain for gain in _GAINS if power(noise, gain, rng).found >= _CERTAIN), None)
