"""The gate: a gain is kept, noise is not, and a simplification breaks a tie."""

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from perfgym.research.gate import GateRules, Noise, Ruling, Verdict, gain_interval, pooled, rule

RULES = GateRules()
NOISE = Noise(sigma=0.0054, df=16.0)
INCUMBENT = [2.7218, 2.7200, 2.7230]


def ruled(*candidate: float, incumbent: list[float] = INCUMBENT, shorter_by: float = 0.0) -> Ruling:
    noise = pooled(NOISE, [incumbent, candidate])
    return rule(incumbent, candidate, noise, RULES, shorter_by=shorter_by)


def test_a_keep_needs_two_runs() -> None:
    assert ruled(2.5951).verdict is Verdict.GO_ON
    kept = ruled(2.5951, 2.5990)
    assert (kept.verdict, kept.simplification) == (Verdict.KEEP, False)
    assert kept.gain.low < 0.1247 < kept.gain.high


def test_a_keep_needs_runs_of_the_incumbent() -> None:
    assert ruled(2.5951, 2.5990, incumbent=[2.7218, 2.72]).verdict is Verdict.GO_ON


@pytest.mark.parametrize("candidate", [(2.7914,), (2.7230, 2.7260), (2.72, 2.71, 2.72, 2.73, 2.715)])
def test_what_is_worse_or_undecided_is_dropped(candidate: tuple[float, ...]) -> None:
    assert ruled(*candidate).verdict is Verdict.DISCARD


def test_runs_that_agree_do_not_look_quiet() -> None:
    """A program that ignores its seed repeats one score; the prior's spread remains."""
    lucky = [2.7130] * 4
    assert ruled(*lucky).verdict is not Verdict.KEEP
    assert pooled(NOISE, [lucky]).sigma > 0.8 * NOISE.sigma


def test_the_test_is_students() -> None:
    incumbent, candidate = [0.3, 0.1, 0.2], [0.0, 0.1]
    noise = pooled(Noise(sigma=1e-9, df=1e-9), [incumbent, candidate])
    expected: Any = stats.ttest_ind(candidate, incumbent, alternative="less")
    assert math.isclose(rule(incumbent, candidate, noise, RULES).p_value, expected.pvalue, rel_tol=1e-6)
    bounds = expected.confidence_interval(0.995)
    assert math.isclose(gain_interval(incumbent, candidate, noise).low, -bounds.high, rel_tol=1e-6)


def test_a_simpler_program_that_is_not_worse_is_kept_in_the_end() -> None:
    candidate = (2.7225, 2.7220, 2.7216, 2.7221, 2.7218)
    incumbent = [*INCUMBENT, 2.7220, 2.7215]
    verdicts = [ruled(*candidate[:runs], incumbent=incumbent, shorter_by=0.1) for runs in range(1, 6)]
    assert [one.verdict for one in verdicts[:4]] == [Verdict.GO_ON] * 4
    assert (verdicts[4].verdict, verdicts[4].simplification) == (Verdict.KEEP, True)
    assert ruled(*candidate, incumbent=incumbent, shorter_by=0.04).verdict is Verdict.DISCARD


def test_a_simpler_program_that_is_worse_is_dropped() -> None:
    assert ruled(2.7300, 2.7310, 2.7320, 2.7300, 2.7310, shorter_by=0.5).verdict is Verdict.DISCARD


def test_a_margin_must_be_exceeded() -> None:
    rules = GateRules(margin=0.2)
    candidate = [2.5951, 2.5990]
    noise = pooled(NOISE, [INCUMBENT, candidate])
    assert rule(INCUMBENT, candidate, noise, rules).verdict is Verdict.DISCARD


def test_noise_is_seldom_kept() -> None:
    """At most 1 % of changes that do nothing; the exact share is in benchmarks/research_gate.py."""
    rng = np.random.default_rng(3)
    kept = 0
    for _ in range(1000):
        incumbent, candidate = rng.normal(2.72, 0.0054, 3).tolist(), rng.normal(2.72, 0.0054, 5).tolist()
        runs = 1
        while (ruling := ruled(*candidate[:runs], incumbent=incumbent)).verdict is Verdict.GO_ON:
            runs += 1
        kept += ruling.verdict is Verdict.KEEP
    assert kept <= 10
