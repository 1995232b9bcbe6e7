"""What an agent is told of an evaluation of a repository."""

import math

import pytest

from perfgym.envs.repo.prompt import evaluation_text
from perfgym.evaluation.feedback import score_text
from perfgym.records import (
    Evaluation,
    Event,
    Interval,
    Measurement,
    Pair,
    Role,
    Status,
    TestResult,
    Unit,
    Verdict,
)
from perfgym.repo.evaluation.allocations import Allocated, Allocations
from perfgym.repo.evaluation.evaluation_facts import evaluation_facts, unchanged_facts

TIME = Event(name="cpu_time_ns", unit=Unit.NANOSECONDS)
EXPERT = Interval(estimate=math.log(4), low=math.log(3), high=math.log(5), confidence=0.99)


def measurement(ratio: float) -> Measurement:
    """A measurement of time with this speed-up."""
    log_ratio = math.log(ratio)
    return Measurement(
        backend="known",
        events={Role.TIME: TIME},
        pairs=(Pair(reference={Role.TIME: 80e6}, candidate={Role.TIME: 80e6 / ratio}),),
        intervals={Role.TIME: Interval(estimate=log_ratio, low=log_ratio, high=log_ratio, confidence=0.99)},
    )


def text(told: Allocations | None, expert: Interval | None = None) -> str:
    """The text of an evaluation of one workload."""
    allocated = {"pages": Allocated(base=Allocations(1000.0, 100.0), candidate=told)}
    facts = evaluation_facts({"pages": measurement(2.0)}, allocated, {}, expert)
    return evaluation_text(Evaluation(status=Status.ACCEPTED, measurement=measurement(2.0), facts=facts))


def test_each_workload_and_what_it_allocates_are_told_with_the_source() -> None:
    said = text(Allocations(500.0, 10.0))
    assert "pages: 2.000 times as fast (2.000 to 2.000)" in said
    assert "Allocated bytes -50.0 %, allocations -90.0 % (told by the programs themselves" in said
    assert "expert" not in said


def test_allocations_that_nobody_told_are_unknown() -> None:
    assert "Allocations are unknown: pages did not tell." in text(None)


def test_the_gain_of_the_expert_is_told_where_it_was_measured() -> None:
    said = text(Allocations(500.0, 10.0), EXPERT)
    assert "An expert's files are 4.000 times as fast (3.000 to 5.000)." in said


def test_every_test_that_failed_is_named() -> None:
    """An evaluation is dear, so one must not show a single failure at a time."""
    results = [
        TestResult(name=f"go test ./p{number}", status=Status.WRONG_OUTPUT, detail=f"TestA{number} failed\nx")
        for number in range(12)
    ]
    verdict = Verdict(results=(TestResult(name="go test .", status=Status.ACCEPTED), *results), total=13)
    said = evaluation_text(Evaluation(status=Status.WRONG_OUTPUT, verdict=verdict))
    assert "Tests: 1 of 13 passed." in said
    assert "  go test ./p1: WRONG_OUTPUT, TestA1 failed\n  go test ./p2:" in said
    assert said.endswith("  and 2 more")


def test_why_nothing_was_measured_is_told() -> None:
    same = Evaluation(status=Status.ACCEPTED, measurement=measurement(1.0), facts=unchanged_facts(None))
    said = evaluation_text(same)
    assert "byte for byte, so nothing was measured" in said
    assert "Allocat" not in said


@pytest.mark.parametrize(
    ("preset", "words"),
    [
        ("expert_ratio", "divided by that of an expert's speed-up"),
        ("goperf", "CPU time (0.5), allocated bytes (0.1) and allocations (0.4)"),
        ("goperf:hard", "CPU time (0.8), allocated bytes (0.1) and allocations (0.1)"),
    ],
)
def test_the_score_is_explained(preset: str, words: str) -> None:
    assert words in score_text(preset, {Role.TIME: TIME})
