"""Gains are measured as in an evaluation, and a program without a gain is an error."""

from dataclasses import replace

import pytest

from perfgym.authoring.gains import measure_gain
from perfgym.bank import Problem, load_problem
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.records import Measurement
from perfgym.sandbox import FakeSandbox
from perfgym.settings import Settings
from tests.doubles.programs import fake_sandbox, right, small

FIRST = "// first step"


@pytest.fixture
def problem() -> Problem:
    return replace(small(load_problem("matmul")), first_steps={"c": FIRST})


def both() -> FakeSandbox:
    return fake_sandbox(**{FIRST: right(40_000_000)})


def test_a_gain_is_the_reference_s_cost_by_that_of_the_program(problem: Problem) -> None:
    """Without the start-up of 1 ms: 79 / 19 and 79 / 39."""
    gain = measure_gain(problem, "c", both(), Settings())
    assert (gain.expert, gain.first_step, gain.difficulty) == (4.16, 2.03, "medium")


def test_a_program_that_is_not_accepted_has_no_gain(problem: Problem) -> None:
    with pytest.raises(ProblemError, match="first_step in c is not accepted, but COMPILE_ERROR"):
        measure_gain(problem, "c", fake_sandbox(), Settings())


def test_a_language_without_an_expert_has_no_gain(problem: Problem) -> None:
    with pytest.raises(ProblemError, match=r"no program expert/solution.\* in c"):
        measure_gain(replace(problem, experts={}), "c", both(), Settings())


def test_a_busy_machine_is_to_blame_for_what_it_cannot_tell(
    problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The intervals of its measurements are too wide."""

    def wide(measurement: Measurement) -> Measurement:
        intervals = {
            role: replace(one, low=one.low - 0.2, high=one.high + 0.2)
            for role, one in measurement.intervals.items()
        }
        return replace(measurement, intervals=intervals)

    evaluate = Evaluator.evaluate

    def busy(self: Evaluator, *args: object) -> object:
        evaluation = evaluate(self, *args)  # type: ignore[arg-type]
        assert evaluation.measurement is not None
        return replace(evaluation, measurement=wide(evaluation.measurement))

    monkeypatch.setattr(Evaluator, "evaluate", busy)
    with pytest.raises(MachineError, match="the machine is too busy to tell"):
        measure_gain(problem, "c", both(), Settings())
