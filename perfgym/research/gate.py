"""Runs of an incumbent and of a candidate -> keep, discard, or another run of the candidate.

The test is sequential. A candidate gets one run after another, up to a number of them, and each look at the
runs from the second on spends an equal part of the chance that is allowed for a wrong keep. The spread of
runs is pooled over the programs of a session and a figure that was measured beforehand, so that two runs are
often enough. All functions are pure.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import fmean, stdev

from perfgym.records import Interval
from perfgym.research.task import GateRule, ResearchNoise

__all__ = ["GateDecision", "Judgement", "Spread", "is_worse", "judge", "level_of", "relative_gain"]

_WORSE = -1.0  # standard errors at which one run is enough to discard
_LEVEL = 0.99
_WORSE_LEVEL = 0.95
_WILD = 4.0  # standard deviations beyond which runs of another program say nothing about this one


class GateDecision(StrEnum):
    """What is to be done with a candidate."""

    GO_ON = "go_on"
    KEEP = "keep"
    KEEP_SIMPLER = "keep_simpler"
    DISCARD = "discard"


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviation of runs of one program, as it is known.

    Attributes:
        sigma: The standard deviation.
        freedom: Degrees of freedom of the estimate.
    """

    sigma: float
    freedom: int

    @classmethod
    def pooled(cls, prior: ResearchNoise, programs: Iterable[Sequence[float]]) -> "Spread":
        """Pool what was known beforehand with the runs of several programs."""
        squares, freedom = prior.freedom * prior.sigma**2, prior.freedom
        for runs in programs:
            if len(runs) > 1:
                mean = fmean(runs)
                squares += sum((run - mean) ** 2 for run in runs)
                freedom += len(runs) - 1
        return cls(math.sqrt(squares / freedom), freedom)

    @classmethod
    def of_two(
        cls,
        prior: ResearchNoise,
        one: Sequence[float],
        other: Sequence[float],
        others: Iterable[Sequence[float]],
    ) -> "Spread":
        """The spread for the comparison of two programs.

        Other programs of the session can raise it and cannot lower it. Otherwise programs whose runs agree by
        construction would make noise of the next ones look like progress. A program whose runs are far apart,
        because its training is not stable, raises it by a limited amount: it would hide all later progress.
        """
        tame = [_limited(runs, _WILD * prior.sigma) for runs in others]
        alone, together = cls.pooled(prior, [one, other]), cls.pooled(prior, [one, other, *tame])
        return max(alone, together, key=lambda spread: spread.sigma)


def _limited(runs: Sequence[float], most: float) -> Sequence[float]:
    """Runs, drawn together around their mean if their standard deviation is larger than ``most``."""
    if len(runs) < 2 or (spread := stdev(runs)) <= most:
        return runs
    mean = fmean(runs)
    return [mean + (run - mean) * most / spread for run in runs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The state of a candidate after some runs.

    Attributes:
        decision: What is to be done.
        gain: The gain in bits per byte.
        p: Chance to see such a gain, or a larger one, of a candidate that is better by just the margin.
        runs: Runs of the candidate that were counted.
        margin: Bits per byte by which it must be better.
        spread: The spread of runs that was used.
    """

    decision: GateDecision
    gain: Interval
    p: float
    runs: int
    margin: float
    spread: Spread


def level_of(figures: Sequence[float], spread: Spread) -> Interval:
    """The mean figure of a program's runs with its 99 % interval.

    Args:
        figures: Bits per byte of its runs; at least one.
        spread: The spread of runs.
    """
    half = _quantile((1 + _LEVEL) / 2, spread) * spread.sigma / math.sqrt(len(figures))
    mean = fmean(figures)
    return Interval(estimate=mean, low=mean - half, high=mean + half, confidence=_LEVEL)


def judge(
    incumbent: Sequence[float],
    candidate: Sequence[float],
    rule: GateRule,
    noise: ResearchNoise,
    *,
    others: Iterable[Sequence[float]] = (),
    made: int | None = None,
    simpler: bool = False,
) -> Judgement:
    """Judge a candidate.

    Args:
        incumbent: Bits per byte of the runs of the program to beat; at least one.
        candidate: Bits per byte of the candidate's distinct runs up to now; at least one.
        rule: When a candidate is kept.
        noise: The spread of runs that was known beforehand.
        others: Runs of the other programs of the session.
        made: Runs that were made of the candidate, if some were not distinct.
        simpler: Whether the candidate's program is simpler than the incumbent's.
    """
    made = len(candidate) if made is None else made
    spread = Spread.of_two(noise, incumbent, candidate, others)
    level = rule.alpha / (rule.most_runs - 1)
    gain = _gain(incumbent, candidate, spread, 1 - level)
    t = (gain.estimate - rule.margin) / _error(incumbent, candidate, spread)
    p = _upper_tail(t, spread)
    return Judgement(
        decision=_decision(rule, spread, made, t, is_better=p < level, simpler=simpler),
        gain=gain,
        p=p,
        runs=len(candidate),
        margin=rule.margin,
        spread=spread,
    )


def _decision(
    rule: GateRule, spread: Spread, made: int, t: float, *, is_better: bool, simpler: bool
) -> GateDecision:
    if made > 1 and is_better:
        return GateDecision.KEEP
    if simpler:
        if t < _quantile(rule.simpler_alpha, spread):
            return GateDecision.DISCARD
        return GateDecision.KEEP_SIMPLER if made >= rule.most_runs else GateDecision.GO_ON
    is_no_gain = t < (0.0 if made > 1 else _WORSE)
    return GateDecision.DISCARD if is_no_gain or made >= rule.most_runs else GateDecision.GO_ON


def _quantile(probability: float, spread: Spread) -> float:
    """The quantile of Student's t."""
    from scipy.special import stdtrit  # pyright: ignore[reportMissingTypeStubs]

    return float(stdtrit(spread.freedom, probability))


def _upper_tail(t: float, spread: Spread) -> float:
    """Probability that Student's t exceeds this value."""
    from scipy.special import stdtr  # pyright: ignore[reportMissingTypeStubs]

    return float(stdtr(spread.freedom, -t))


def _error(one: Sequence[float], other: Sequence[float], spread: Spread) -> float:
    return spread.sigma * math.sqrt(1 / len(one) + 1 / len(other))


def _gain(one: Sequence[float], other: Sequence[float], spread: Spread, confidence: float) -> Interval:
    """The gain, with bounds that each hold with this confidence."""
    estimate = fmean(one) - fmean(other)
    half = _quantile(confidence, spread) * _error(one, other, spread)
    return Interval(
        estimate=estimate, low=estimate - half, high=estimate + half, confidence=2 * confidence - 1
    )


def is_worse(
    one: Sequence[float],
    other: Sequence[float],
    noise: ResearchNoise,
    *,
    others: Iterable[Sequence[float]] = (),
) -> bool:
    """Whether another program is worse than one, at 95 %.

    Args:
        one: Bits per byte of the runs of the one; at least one.
        other: Bits per byte of the runs of the other; at least one.
        noise: The spread of runs that was known beforehand.
        others: Runs of other programs.
    """
    spread = Spread.of_two(noise, one, other, others)
    return _gain(one, other, spread, _WORSE_LEVEL).high < 0.0


def relative_gain(
    baseline: Sequence[float],
    best: Sequence[float],
    noise: ResearchNoise,
    *,
    others: Iterable[Sequence[float]] = (),
) -> Interval:
    """The gain of an episode's best program on the final text, as a share of the baseline's figure.

    Args:
        baseline: Bits per byte of the baseline's runs.
        best: Bits per byte of the best program's runs.
        noise: The spread of runs that was known beforehand.
        others: Runs of other programs.
    """
    gain = _gain(baseline, best, Spread.of_two(noise, baseline, best, others), _LEVEL)
    whole = fmean(baseline)
    return replace(gain, estimate=gain.estimate / whole, low=gain.low / whole, high=gain.high / whole)
