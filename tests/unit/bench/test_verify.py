"""The claims of a result file, and when they hold."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.bench import verify
from perfgym.bench.result import BenchResult, source_digest
from perfgym.bench.verify import EXPERT, bench_claims, verify_claims
from perfgym.errors import SettingsError
from perfgym.records import Conditions, Counts, Evaluation, Event, Status, Submission, Unit
from perfgym.sandbox import FakeSandbox
from perfgym.settings import Settings
from tests.doubles.bench_results import bench_result, bench_task, episode
from tests.doubles.made_up_runs import accepted, failed

EXPERTS = load_problem("matmul").experts["c"]


def result_of(*ratios: float | None, **more: Any) -> BenchResult:
    return bench_result({"matmul": ratios}, **more)


def sources(result: BenchResult) -> list[str]:
    return [one.source for one in result.episodes]


class KnownEvaluator:
    """Finds each program so many times as fast as the reference, and all others wrong."""

    conditions = Conditions()

    def __init__(self, now: dict[str, float]) -> None:
        self.now = now

    def start_episode(self, rng: np.random.Generator) -> Counts:
        return {}

    def evaluate(self, submission: Submission, rng: np.random.Generator) -> Evaluation:
        ratio = self.now.get(submission.text)
        return failed(Status.WRONG_OUTPUT) if ratio is None else accepted(ratio)


def verified(
    result: BenchResult, now: dict[str, float], monkeypatch: pytest.MonkeyPatch, margin: float = 0.1
) -> list[str]:
    """The verdict on each claim, where the programs are now so many times as fast as the reference."""

    class FakeFamily:
        def evaluator(self, *_: Any, **__: Any) -> KnownEvaluator:
            return KnownEvaluator(now)

    monkeypatch.setattr(verify, "family_of", lambda _: FakeFamily())
    made = bench_claims(result)
    found = verify_claims(result, made, FakeSandbox({}), Settings(), 0, -math.log(1 - margin))
    return [str(finding.verdict) for _, finding in found]


def test_equal_programs_are_one_claim_and_wrong_ones_are_none() -> None:
    result = result_of(2.0, 3.0, None)
    same = replace(result.episodes[1], source=result.episodes[0].source, sha256=result.episodes[0].sha256)
    result = replace(result, episodes=(result.episodes[0], same, result.episodes[2]))
    expert, program = bench_claims(result)
    assert (expert.claim.episode, expert.claim.submission.text) == (EXPERT, EXPERTS)
    assert (program.claim.episode, program.episodes) == (2, (1, 2))
    assert math.exp(program.claim.interval.estimate) == pytest.approx(3.0)
    assert program.claim.event == Event(name="cpu_time_ns", unit=Unit.NANOSECONDS)
    (_, claim) = bench_claims(replace(result_of(2.0), tasks=(bench_task("matmul", event="a/b in cycles"),)))
    assert claim.claim.event == Event(name="b", unit=Unit.CYCLES, backend="a")


def test_claims_hold_if_the_speed_up_is_found_within_the_margin(monkeypatch: pytest.MonkeyPatch) -> None:
    result = result_of(2.0, 3.0)
    first, second = sources(result)
    assert verified(result, {EXPERTS: 4.0, first: 1.9, second: 3.5}, monkeypatch) == ["holds"] * 3
    assert verified(result, {EXPERTS: 4.0, first: 1.5, second: 1.0}, monkeypatch) == [
        "holds",
        "weaker",
        "gone",
    ]
    assert verified(result, {EXPERTS: 4.0, first: 1.5, second: 3.0}, monkeypatch, 0.4) == ["holds"] * 3


def test_a_program_that_is_no_longer_accepted_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    result = result_of(1.0)
    (source,) = sources(result)
    assert verified(result, {EXPERTS: 4.0, source: 0.8}, monkeypatch) == ["holds", "holds"]
    lying = replace(result.episodes[0], source="// wrong", sha256=source_digest("// wrong"))
    result = replace(result, episodes=(lying,))
    assert verified(result, {EXPERTS: 4.0}, monkeypatch) == ["holds", "broken"]


def test_an_expert_that_the_file_makes_small_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    result = result_of(None)
    assert verified(result, {EXPERTS: 4.0}, monkeypatch) == ["holds"]
    assert verified(result, {EXPERTS: 2.0}, monkeypatch) == ["holds"]
    assert verified(result, {EXPERTS: 8.0}, monkeypatch) == ["weaker"]


def test_what_this_installation_does_not_know_is_refused() -> None:
    strange = bench_task("matmul", "cobol")
    result = replace(result_of(2.0), tasks=(strange,), episodes=(episode(strange, 1, 2.0),))
    with pytest.raises(SettingsError, match="no problem 'matmul' in 'cobol'"):
        bench_claims(result)
    result = result_of(2.0)
    odd = bench_task("matmul", backend="clock")
    with pytest.raises(SettingsError, match="no backend is called 'clock'"):
        bench_claims(replace(result, tasks=(odd,)))
    fake = replace(result_of(2.0), tasks=(bench_task("matmul", backend="fake"),))
    with pytest.raises(SettingsError, match="which measures nothing"):
        bench_claims(fake)
    assert bench_claims(fake, backend="cpu_time")
    with pytest.raises(SettingsError, match="the result has no problem 'sort'"):
        bench_claims(fake, ["sort"])
