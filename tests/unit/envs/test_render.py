"""Turns as a table and as a picture, made from records alone."""

import math

import numpy as np

from perfgym.envs.render import ScoredTurn, turns_picture, turns_text
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


def turn(number: int, speedup: float | None) -> ScoredTurn:
    """A turn with a measured speed-up, or one that was wrong."""
    if speedup is None:
        verdict = Verdict(results=(TestResult(name="a", status=Status.WRONG_OUTPUT),), total=7)
        evaluation = Evaluation(status=Status.WRONG_OUTPUT, verdict=verdict)
        return ScoredTurn(number=number, evaluation=evaluation, score=-0.5)
    ratio = math.log(speedup)
    measurement = Measurement(
        backend="fake",
        events={Role.TIME: Event(name="t", unit=Unit.NANOSECONDS)},
        pairs=(Pair(reference={Role.TIME: speedup}, candidate={Role.TIME: 1.0}),),
        intervals={Role.TIME: Interval(estimate=ratio, low=ratio - 0.1, high=ratio + 0.1, confidence=0.99)},
    )
    return ScoredTurn(
        number=number, evaluation=Evaluation(status=Status.ACCEPTED, measurement=measurement), score=0.5
    )


def test_each_turn_has_a_row_with_status_tests_change_and_score() -> None:
    text = turns_text("Matrix product", [turn(1, None), turn(2, 4.0)])
    assert "Matrix product" in text
    first, second = (line for line in text.splitlines() if line.startswith("│"))
    assert [cell.strip() for cell in first.split("│")[1:-1]] == ["1", "WRONG_OUTPUT", "0/7", "", "-0.500"]
    assert [cell.strip() for cell in second.split("│")[1:-1]] == [
        "2", "ACCEPTED", "", "time -75.0 % (-77.4 to -72.4)", "+0.500",
    ]  # fmt: skip


def test_a_picture_has_a_fixed_size_and_differs_with_the_turns() -> None:
    pictures = [turns_picture("t", turns) for turns in ([], [turn(1, None)], [turn(1, None), turn(2, 4.0)])]
    assert {(picture.shape, picture.dtype) for picture in pictures} == {((400, 800, 3), np.dtype(np.uint8))}
    assert (pictures[0] != pictures[1]).any()
    assert (pictures[1] != pictures[2]).any()
