"""Gains are measured as in an evaluation, and a program without a gain is an error."""

import itertools
import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from perfgym.authoring import gains
from perfgym.authoring.gains import measure_gain
from perfgym.bank import Problem, load_problem
from perfgym.errors import MachineError, ProblemError
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


def noisy(costs_ns: tuple[int, int], steady_after: float) -> Callable[[bytes], ProcessResult]:
    """A right program that costs by turns the one and the other, and 20 ms after so many runs."""
    runs = itertools.count()

    def run(stdin: bytes) -> ProcessResult:
        number = next(runs)
        return ended(product(stdin), 20_000_000 if number >= steady_after else costs_ns[number % 2])

    return run


def test_pairs_are_taken_until_a_gain_is_known(problem: Problem) -> None:
    """An evaluation would be content with the first seven, which differ by a factor of four."""
    sandbox = fake_sandbox(
        **{FIRST: right(40_000_000), problem.experts["c"]: noisy((8_000_000, 30_000_000), 60)}
    )
    gain = measure_gain(problem, "c", sandbox, Settings())
    assert (gain.expert, gain.first_step) == (pytest.approx(4.2, rel=0.1), 2.0)


def test_a_busy_machine_is_to_blame_for_what_it_cannot_tell(
    problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its runs differ for as long as patience lasts."""
    monkeypatch.setattr(gains, "_PATIENCE_S", 0.2)
    sandbox = fake_sandbox(**{problem.experts["c"]: noisy((2_000_000, 60_000_000), math.inf)})
    with pytest.raises(MachineError, match=r"matmul: expert in c is .* the machine is too busy to tell"):
        measure_gain(problem, "c", sandbox, Settings())
