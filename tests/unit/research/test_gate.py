"""The gate: what is kept, what is dropped, and how often it is wrong on noise."""

import numpy as np
import pytest

from perfgym.research.gate import GateDecision, Spread, judge, relative_gain
from perfgym.research.records import Decision, Experiment, Run
from perfgym.research.status import ResearchStatus
from perfgym.research.task import GateRule, ResearchNoise

_RULE = GateRule()
_NOISE = ResearchNoise(sigma=0.0054, freedom=16)
_BASELINE = [2.7218, 2.7161, 2.7275]


@pytest.mark.parametrize(
    ("candidate", "decisions"),
    [
        pytest.param([2.5951, 2.5987], "go_on keep", id="a higher rate is kept after two runs"),
        pytest.param([2.8473], "discard", id="a much worse one is dropped after one"),
        pytest.param([2.7240, 2.7230], "go_on discard", id="no gain in two runs is none"),
        pytest.param([2.7117], "go_on", id="the luckiest run of eight alone keeps nothing"),
        pytest.param(
            [2.7180, 2.7190, 2.7185, 2.7200, 2.7195],
            "go_on go_on go_on go_on discard",
            id="what is within the noise after five runs is dropped",
        ),
    ],
)
def test_the_gate_goes_on_until_it_is_sure(candidate: list[float], decisions: str) -> None:
    states = [judge(_BASELINE, candidate[: runs + 1], _RULE, _NOISE) for runs in range(len(candidate))]
    assert " ".join(state.decision for state in states) == decisions
    assert states[-1].runs == len(candidate)
    assert states[-1].gain.low < states[-1].gain.estimate < states[-1].gain.high


def test_a_gain_must_exceed_the_margin() -> None:
    candidate = [2.6900, 2.6910]
    assert judge(_BASELINE, candidate, _RULE, _NOISE).decision is GateDecision.KEEP
    with_margin = judge(_BASELINE, candidate, GateRule(margin=0.05), _NOISE)
    assert with_margin.decision is GateDecision.DISCARD
    assert with_margin.margin == 0.05


def test_a_simpler_program_is_kept_unless_it_is_worse() -> None:
    equal = [2.7225, 2.7240, 2.7228, 2.7232, 2.7231]
    assert judge(_BASELINE, equal[:2], _RULE, _NOISE, simpler=True).decision is GateDecision.GO_ON
    assert judge(_BASELINE, equal, _RULE, _NOISE, simpler=True).decision is GateDecision.KEEP_SIMPLER
    assert judge(_BASELINE, equal, _RULE, _NOISE).decision is GateDecision.DISCARD
    worse = [run + 0.02 for run in equal]
    assert judge(_BASELINE, worse, _RULE, _NOISE, simpler=True).decision is GateDecision.DISCARD
    better = [2.60, 2.61]
    assert judge(_BASELINE, better, _RULE, _NOISE, simpler=True).decision is GateDecision.KEEP


def test_runs_that_leave_the_same_artifact_count_once() -> None:
    """They are still made, so that a program that ignores its seed is judged in the end."""
    runs = tuple(
        Run(seed=number, status=ResearchStatus.ACCEPTED, val_bpb=bpb, artifact_sha256=artifact)
        for number, (artifact, bpb) in enumerate([("a", 2.70), ("a", 2.70), ("b", 2.71)])
    )
    found = Experiment(number=1, decision=Decision.NONE, status=ResearchStatus.ACCEPTED, runs=runs)
    assert found.figures == [2.70, 2.71]
    same = judge(_BASELINE, [2.71], _RULE, _NOISE, made=2)
    assert same.decision is GateDecision.GO_ON
    assert same.gain.high - same.gain.low > 0.03
    assert judge(_BASELINE, [2.60], _RULE, _NOISE, made=2).decision is GateDecision.KEEP


def test_other_programs_raise_the_spread_and_never_lower_it() -> None:
    """Otherwise programs whose runs agree by construction would let noise pass."""
    plain = judge(_BASELINE, [2.71], _RULE, _NOISE).spread
    assert judge(_BASELINE, [2.71], _RULE, _NOISE, others=[[2.5] * 5] * 50).spread == plain
    wide = judge(_BASELINE, [2.71], _RULE, _NOISE, others=[[2.5, 2.6, 2.7]]).spread
    assert wide.sigma > 1.5 * plain.sigma
    assert wide.freedom == plain.freedom + 2


def test_a_program_whose_training_is_not_stable_does_not_hide_all_later_progress() -> None:
    """Its two runs are a hundred standard deviations apart."""
    wild = [[2.7, 3.3]]
    assert judge(_BASELINE, [2.66, 2.66], _RULE, _NOISE, others=wild).decision is GateDecision.KEEP
    worst = judge(_BASELINE, [2.66, 2.66], _RULE, _NOISE, others=[[2.7, 1e30]]).spread
    assert worst.sigma < 2 * _NOISE.sigma


def test_a_spread_without_repeated_runs_is_the_one_known_beforehand() -> None:
    spread = Spread.pooled(_NOISE, [[2.7], []])
    assert spread.sigma == pytest.approx(_NOISE.sigma)
    assert spread.freedom == _NOISE.freedom


def test_the_gain_that_is_paid_is_a_share_of_the_baseline() -> None:
    gain = relative_gain([2.72, 2.72, 2.72], [2.448, 2.448, 2.448], _NOISE)
    assert gain.estimate == pytest.approx(0.1)
    assert 0.094 < gain.low < 0.1 < gain.high
    assert gain.confidence == pytest.approx(0.98)  # each bound alone holds at 99 %
    assert relative_gain([2.72], [2.72], _NOISE).low < 0


def test_noise_is_kept_in_less_than_one_of_a_hundred_sessions_steps() -> None:
    """A thousand candidates that do nothing: each look spends its part of one per cent."""
    rng = np.random.default_rng(7)
    kept = 0
    for _ in range(1000):
        incumbent = rng.normal(0, _NOISE.sigma, 3).tolist()
        runs: list[float] = []
        decision = GateDecision.GO_ON
        while decision is GateDecision.GO_ON:
            runs.append(rng.normal(0, _NOISE.sigma))
            decision = judge(incumbent, runs, _RULE, _NOISE).decision
        kept += decision is GateDecision.KEEP
    assert kept <= 10


def test_short_runs_are_further_apart() -> None:
    noise = ResearchNoise(sigma=0.005, freedom=15, short_sigma=0.03)
    assert noise.at(1.0) == noise
    assert noise.at(0.05).sigma == 0.03
    assert _NOISE.at(0.05) == _NOISE
    with pytest.raises(ValueError, match=r"short_sigma must be at least 0\.005"):
        ResearchNoise(sigma=0.005, freedom=15, short_sigma=0.001)
