"""Runs of a candidate and of the incumbent -> keep it, drop it, or run it again. Pure.

Theory of operation
-------------------
* A run's score is its program's mean plus noise: another seed gives another score. The spread of that noise,
  sigma, is pooled: the task's prior, with its degrees of freedom, and the spread within each program of the
  session. So a program cannot look quiet by ignoring its seed.
* A candidate is run 1 to ``most_runs`` times. After the first run it is dropped if it is clearly worse. From
  the second on it is kept as soon as Student's one-sided test of "no gain above the margin" rejects at
  ``alpha / (most_runs - 1)``, and dropped as soon as its estimate is no gain. What is undecided in the end is
  within the noise, and is discarded.
* Of two programs that cannot be told apart the simpler one is better: a candidate that is discarded as within
  the noise is kept nevertheless if its code is shorter by ``simpler_share`` and it is not worse at 90 %.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy.special import stdtr, stdtrit  # pyright: ignore[reportMissingTypeStubs]

from perfgym.records import Interval

__all__ = ["GateRules", "Noise", "Ruling", "Verdict", "gain_interval", "pooled", "rule"]

_WORSE_AT_FIRST = -1.0  # standard errors: a candidate with a first run below is dropped
_NOT_WORSE = 0.90  # confidence that a simplification is not worse
CONFIDENCE = 0.99
"""Confidence of the intervals that are shown and paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """The spread of one run's score over seeds.

    Attributes:
        sigma: Standard deviation in bits per byte, above 0.
        df: Degrees of freedom that it is known with, at least 1.
    """

    sigma: float
    df: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRules:
    """When a candidate is kept.

    Attributes:
        alpha: Most probability of keeping a change that does nothing.
        most_runs: Most runs of a candidate; at least 2.
        incumbent_runs: Runs that the incumbent needs before anything is kept; at least 2.
        margin: Bits per byte that a gain must exceed.
        simpler_share: Share of its code by which a simplification is shorter.
    """

    alpha: float = 0.01
    most_runs: int = 5
    incumbent_runs: int = 3
    margin: float = 0.0
    simpler_share: float = 0.05


class Verdict(StrEnum):
    """What follows from the runs so far."""

    GO_ON = "go_on"
    KEEP = "keep"
    DISCARD = "discard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The gate's answer.

    Attributes:
        verdict: What follows.
        gain: Bits per byte that the candidate saves, with its 99 % bounds.
        p_value: One-sided probability of such a gain if the change does nothing.
        simplification: Whether it is kept because it is simpler and not worse.
    """

    verdict: Verdict
    gain: Interval
    p_value: float
    simplification: bool = False


def pooled(prior: Noise, groups: Sequence[Sequence[float]]) -> Noise:
    """The spread by the prior and by what was seen.

    Args:
        prior: The task's prior.
        groups: For each program, the scores of its runs with different seeds.
    """
    squares = prior.df * prior.sigma**2
    df = prior.df
    for scores in groups:
        if len(scores) > 1:
            mean = statistics.fmean(scores)
            squares += math.fsum((score - mean) ** 2 for score in scores)
            df += len(scores) - 1
    return Noise(sigma=math.sqrt(squares / df), df=df)


def gain_interval(
    incumbent: Sequence[float], candidate: Sequence[float], noise: Noise, confidence: float = CONFIDENCE
) -> Interval:
    """Bits per byte that the candidate saves, with bounds that hold with this confidence, both together.

    Args:
        incumbent: Scores of the incumbent's runs, at least one.
        candidate: Scores of the candidate's runs, at least one.
        noise: The pooled spread.
        confidence: Above 0 and below 1.
    """
    estimate = statistics.fmean(incumbent) - statistics.fmean(candidate)
    half = float(stdtrit(noise.df, (1 + confidence) / 2)) * _standard_error(incumbent, candidate, noise)
    return Interval(estimate=estimate, low=estimate - half, high=estimate + half, confidence=confidence)


def rule(
    incumbent: Sequence[float],
    candidate: Sequence[float],
    noise: Noise,
    rules: GateRules,
    *,
    shorter_by: float = 0.0,
) -> Ruling:
    """Decide about a candidate after its last run.

    Args:
        incumbent: Scores of the incumbent's runs, at least one.
        candidate: Scores of the candidate's runs in order, at least one.
        noise: The spread, with the scores of both pooled in.
        rules: When a candidate is kept.
        shorter_by: Share of the incumbent's code by which the candidate's is shorter.
    """
    gain = gain_interval(incumbent, candidate, noise)
    statistic = (gain.estimate - rules.margin) / _standard_error(incumbent, candidate, noise)
    p_value = float(stdtr(noise.df, -statistic))
    verdict, simplification = _verdict(len(candidate), len(incumbent), statistic, p_value, rules), False
    may_be_simpler = shorter_by >= rules.simpler_share and statistic >= _WORSE_AT_FIRST
    if verdict is Verdict.DISCARD and may_be_simpler:
        if len(candidate) < rules.most_runs:  # all runs are spent on the question whether it is worse
            verdict = Verdict.GO_ON
        elif _is_not_worse(incumbent, candidate, noise):
            verdict, simplification = Verdict.KEEP, True
    return Ruling(verdict=verdict, gain=gain, p_value=p_value, simplification=simplification)


def _verdict(runs: int, incumbent_runs: int, statistic: float, p_value: float, rules: GateRules) -> Verdict:
    if runs == 1:
        return Verdict.DISCARD if statistic < _WORSE_AT_FIRST else Verdict.GO_ON
    if p_value < rules.alpha / (rules.most_runs - 1) and incumbent_runs >= rules.incumbent_runs:
        return Verdict.KEEP
    return Verdict.DISCARD if statistic < 0 or runs >= rules.most_runs else Verdict.GO_ON


def _is_not_worse(incumbent: Sequence[float], candidate: Sequence[float], noise: Noise) -> bool:
    """Whether the candidate is not worse by more than the noise of one run, at 90 %."""
    bounds = gain_interval(incumbent, candidate, noise, 2 * _NOT_WORSE - 1)
    return bounds.low > -noise.sigma


def _standard_error(incumbent: Sequence[float], candidate: Sequence[float], noise: Noise) -> float:
    return noise.sigma * math.sqrt(1 / len(incumbent) + 1 / len(candidate))
