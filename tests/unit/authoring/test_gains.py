"""Gains are measured as in an evaluation, and a program without a gain is an error."""

import itertools
from dataclasses import replace

import pytest

from perfgym.authoring import steady
from perfgym.authoring.gains import measure_gain
from perfgym.bank import Problem, load_problem
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.records import Measurement
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import ProcessResult
from perfgym.settings import Settings
from tests.doubles.programs import ended, fake_sandbox, product, right, small

FIRST = "// first step"


@pytest.fixture
def problem() -> Problem:
    return replace(small(load_problem("matmul")), first_steps={"c": FIRST})


def both() -> FakeSandbox:
    return fake_sandbox(**{FIRST: right(40_000_000)})


def test_a_gain_is_the_reference_s_cost_by_that_of_the_program(problem: Problem) -> None:
    """Without the start-up of 1 ms: 79 / 19 and 79 / 39."""
    gain = measure_gain(problem, "c", both(), Settings())
    assert (gain.expert, gain.first_step, gain.difficulty) == (4.2, 2.0, "medium")


def test_a_program_that_is_not_accepted_has_no_gain(problem: Problem) -> None:
    with pytest.raises(ProblemError, match="first_step in c is not accepted, but COMPILE_ERROR"):
        measure_gain(problem, "c", fake_sandbox(), Settings())


def test_a_language_without_an_expert_has_no_gain(problem: Problem) -> None:
    with pytest.raises(ProblemError, match=r"no program expert/solution.\* in c"):
        measure_gain(replace(problem, experts={}), "c", both(), Settings())


def test_a_gain_is_measured_again_where_the_machine_was_busy(
    problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The expert's runs differ for as long as its first evaluation takes."""
    monkeypatch.setattr(steady, "_PAUSES_S", (0.0,))
    runs = itertools.count()

    def unsteady(stdin: bytes) -> ProcessResult:
        number = next(runs)
        return ended(product(stdin), 20_000_000 if number >= 40 else (8_000_000, 30_000_000)[number % 2])

    said: list[str] = []
    sandbox = fake_sandbox(**{FIRST: right(40_000_000), problem.experts["c"]: unsteady})
    gain = measure_gain(problem, "c", sandbox, Settings(), said.append)
    assert (gain.expert, gain.first_step, len(said)) == (4.2, 2.0, 1)


def test_a_busy_machine_is_to_blame_for_what_it_cannot_tell(
    problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The intervals of its measurements are too wide, each time that it is asked."""
    said: list[str] = []

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
    monkeypatch.setattr(steady, "_PAUSES_S", (0.0, 0.0))
    with pytest.raises(MachineError, match="the machine is busy, 3 times in a row"):
        measure_gain(problem, "c", both(), Settings(), said.append)
    assert [line.rpartition("; ")[2] for line in said] == ["trying again in 0 s"] * 2
    assert "matmul: expert in c is" in said[0]
