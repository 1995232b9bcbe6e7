"""Episodes -> the measures by which results are compared, with intervals. Pure.

Each measure is the mean of a value of an episode over the samples of a task, then over the tasks of a
problem, then over problems; the geometric and the harmonic mean transform the value before and the mean
after. So every problem counts the same, in however many languages it was played.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from perfgym.bench.result import BenchTask, Played, Speedup

__all__ = [
    "CONFIDENCE",
    "MEASURES",
    "Estimate",
    "Measure",
    "best_sample",
    "counted_speedup",
    "estimate",
    "resampled",
]

CONFIDENCE = 0.95
"""Confidence of the intervals over problems."""

_RESAMPLES = 10_000
_SEED = 0  # of the resamples: equal results have equal intervals

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure.

    Attributes:
        name: Its name in JSON.
        title: Its name for people.
        unit: ``"share"``, ``"ratio"`` or ``"reward"``.
        meaning: What it says, as one sentence.
        value: A task and one of its episodes -> the number whose mean is taken; None where the task has no
            such value.
        of_mean: The mean of these numbers -> the measure.
    """

    name: str
    title: str
    unit: str
    meaning: str
    value: Callable[[BenchTask, Played], float | None]
    of_mean: Callable[[Any], Any] = lambda mean: mean


def counted_speedup(speedup: Speedup | None) -> float:
    """The speed-up that counts in means: the estimate if the program is certainly faster, else 1.

    An agent whose program is wrong or slower would keep the reference. A program that is not certainly faster
    must not gain by the noise of its measurement.
    """
    return speedup.estimate if speedup and speedup.is_gain else 1.0


def _beats(times: float) -> Measure:
    def value(task: BenchTask, played: Played) -> float:
        del task
        return float(played.speedup is not None and played.speedup.low > times)

    return Measure(
        name=f"fast_{times:g}",
        title="faster" if times == 1 else f"over {times:g} times",
        unit="share",
        meaning="Share of programs that are right and certainly "
        + ("faster than the reference" if times == 1 else f"more than {times:g} times as fast")
        + f": the lower bound of the speed-up is above {times:g} (fast_p with p = {times:g}).",
        value=value,
    )


def _expert_share(task: BenchTask, played: Played) -> float | None:
    if task.expert is None or not task.expert.is_gain:
        return None
    share = math.log(counted_speedup(played.speedup)) / math.log(task.expert.estimate)
    return min(share, 1.0)


def _inverse(mean: Any) -> Any:
    return 1.0 / mean


MEASURES: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure(
            name="accepted",
            title="accepted",
            unit="share",
            meaning="Share of programs that pass every hidden test.",
            value=lambda _, played: float(played.accepted),
        ),
        *map(_beats, (1, 1.5, 2, 5, 10)),
        Measure(
            name="geometric_mean",
            title="geometric mean",
            unit="ratio",
            meaning="Geometric mean of the speed-ups. A program that is wrong, or not certainly faster than "
            "the reference, counts as 1.",
            value=lambda _, played: math.log(counted_speedup(played.speedup)),
            of_mean=np.exp,
        ),
        Measure(
            name="harmonic_mean",
            title="harmonic mean",
            unit="ratio",
            meaning="Harmonic mean of the same speed-ups: how many times faster all problems together are "
            "done if the reference takes equally long for each.",
            value=lambda _, played: 1.0 / counted_speedup(played.speedup),
            of_mean=_inverse,
        ),
        Measure(
            name="expert_share",
            title="share of the expert's gain",
            unit="share",
            meaning="Logarithm of the speed-up / logarithm of the speed-up of the expert's program, at most "
            "1; the expert's program was measured in the same benchmark on the same machine. Tasks without "
            "a faster expert's program are left out.",
            value=_expert_share,
        ),
        Measure(
            name="reward",
            title="mean reward",
            unit="reward",
            meaning="Mean reward of an episode.",
            value=lambda _, played: played.reward,
        ),
    )
}
"""Name -> measure, in the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A measure of a group of problems.

    Attributes:
        value: The measure; None where no problem of the group has a value.
        low: Lower bound of its 95 % interval over problems; None for fewer than two problems.
        high: Upper bound.
        problems: Number of problems that have a value.
    """

    value: float | None
    low: float | None
    high: float | None
    problems: int


def best_sample(samples: Sequence[Played]) -> Played:
    """The best of the samples of a task: the one whose speed-up has the highest lower bound.

    Samples without a speed-up come after those with one, accepted ones first, then those with more reward.
    """

    def rank(one: Played) -> tuple[float, bool, float]:
        return (
            one.speedup.low if one.speedup else 0.0,
            one.accepted,
            -math.inf if one.reward is None else one.reward,
        )

    return max(samples, key=rank)


def resampled(count: int) -> NDArray[np.int64]:
    """The problems of each bootstrap sample of ``count`` problems; equal for equal counts.

    Returns:
        Indexes of shape ``(10000, count)``.
    """
    return np.random.default_rng(_SEED).integers(count, size=(_RESAMPLES, count))


def interval(statistics: Numbers, count: int) -> tuple[float, float]:
    """The expanded percentile interval of a statistic's bootstrap values.

    A percentile interval of few problems is too narrow. Its percentiles are moved outwards by as much as
    Student's t is wider than the normal distribution (Hesterberg 2015, "What Teachers Should Know About the
    Bootstrap", 5.3).

    Args:
        statistics: The statistic of each bootstrap sample.
        count: Number of problems, at least 2.
    """
    from scipy.special import ndtr, stdtrit  # pyright: ignore[reportMissingTypeStubs]

    wide = math.sqrt(count / (count - 1)) * float(stdtrit(count - 1, (1 + CONFIDENCE) / 2))
    tail = float(ndtr(-wide))
    low, high = np.quantile(statistics, [tail, 1 - tail])
    return float(low), float(high)


def estimate(measure: Measure, values: Sequence[float]) -> Estimate:
    """A measure and its interval.

    Args:
        measure: The measure.
        values: The mean value of each problem.
    """
    count = len(values)
    if not count:
        return Estimate(value=None, low=None, high=None, problems=0)
    numbers = np.array(values, dtype=np.float64)
    value = float(measure.of_mean(numbers.mean()))
    if count < 2:
        return Estimate(value=value, low=None, high=None, problems=count)
    low, high = interval(measure.of_mean(numbers[resampled(count)].mean(axis=1)), count)
    return Estimate(value=value, low=low, high=high, problems=count)
