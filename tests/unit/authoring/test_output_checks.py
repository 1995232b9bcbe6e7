"""Checks of outputs that took no work, and of tolerances that are wider than they have to be."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from perfgym.authoring.check import Check, collected
from perfgym.authoring.output_checks import check_lazy_outputs, check_outputs, check_tolerance
from perfgym.bank import Problem, TestGroup, compare_within, load_problem
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import FakeBackend
from perfgym.records import TestCase
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import ProcessOutcome, ProcessResult
from perfgym.settings import Settings
from tests.doubles.programs import ended

INPUTS = [np.arange(start, start + 5, dtype="<f4").tobytes() for start in (1, 7)]
MADE = [
    (TestCase(name="one", stdin=b""), b""),
    *((TestCase(name=f"as-measured-cpu_time-{i}", stdin=one), one) for i, one in enumerate(INPUTS)),
]


def copying(tolerance: float | None) -> Problem:
    """A problem whose right output is its input, within a tolerance or exactly."""
    within = compare_within(tolerance or 0.0)
    return replace(
        load_problem("matmul"),
        references={"c": "reference"},
        experts={"c": "expert"},
        measured={"c": {"cpu_time": TestGroup(name="measured-cpu_time", size={"n": (5, 5)})}},
        generate=lambda rng, size, _kind: rng.random(size["n"], dtype=np.float32).tobytes(),
        tolerance=tolerance,
        _compare=lambda _, expected, got: within(expected, got),
    )


@pytest.mark.parametrize(
    ("tolerance", "outputs", "accepted"),
    [
        (1e-4, INPUTS, []),
        (1e-4, [INPUTS[0], INPUTS[0]], ["the output of another input"]),
        (1e-4, [bytes(20), bytes(20)], ["zeros", "a constant", "the output of another input"]),
        (1e-4, [INPUTS[0], INPUTS[1], INPUTS[0]], ["the output of another input"]),
        (1e-4, [INPUTS[0][:8] * 2, INPUTS[0][:8] * 3], ["the output of another input"]),
    ],
)
def test_outputs_without_work_are_refused(
    tolerance: float, outputs: list[bytes], accepted: list[str]
) -> None:
    """The tests that are not like measured inputs may have any output."""
    tests = [TestCase(name=f"as-measured-cpu_time-{i}", stdin=b"") for i in range(len(outputs))]
    made = [MADE[0], *zip(tests, outputs, strict=True)]
    found = list(check_lazy_outputs(copying(tolerance), "c", made))
    assert [check.what for check in found if not check.holds] == [
        f"the comparison rejects {what} on measured inputs for c" for what in accepted
    ]
    assert all("as-measured-cpu_time-0" in check.seen for check in found if not check.holds)


def off_by(error: float) -> Callable[[bytes], ProcessResult]:
    """A program that copies its input but for a relative error."""
    return lambda stdin: ended((np.frombuffer(stdin, "<f4") * np.float32(1 + error)).astype("<f4").tobytes())


@pytest.mark.parametrize(
    ("tolerance", "error", "holds", "seen"),
    [
        (1e-4, 2e-5, True, "the c expert is off by 2e-05"),
        (1e-4, 5e-6, False, "tolerance = 5e-05 is enough"),
        (1e-4, 0.0, False, 'so use kind = "exact"'),
    ],
)
def test_a_tolerance_far_beyond_the_experts_error_is_refused(
    tolerance: float, error: float, holds: bool, seen: str
) -> None:
    """The message says what is enough. Exact problems have no tolerance."""
    problem = copying(tolerance)
    sandbox = FakeSandbox({"reference": off_by(0.0), "expert": off_by(error)})
    evaluator = Evaluator(problem, LANGUAGES["c"], sandbox, FakeBackend(), Settings())
    (check,) = check_tolerance(problem, {"c": evaluator}, {"c": MADE})
    assert check.holds is holds
    assert seen in check.seen
    assert list(check_tolerance(copying(None), {"c": evaluator}, {"c": MADE})) == []


def test_a_program_that_always_fails_is_run_three_times() -> None:
    """Each failure may take the whole time limit. The check says how many tests it left out."""
    inputs: list[bytes] = []

    def hangs(stdin: bytes) -> ProcessResult:
        inputs.append(stdin)
        return ProcessResult(outcome=ProcessOutcome.TIMED_OUT, stdout=b"", cpu_ns=1)

    problem = copying(None)
    evaluator = Evaluator(
        problem, LANGUAGES["c"], FakeSandbox({"reference": hangs}), FakeBackend(), Settings()
    )
    tests = [TestCase(name=str(i), stdin=bytes([i])) for i in range(20)]
    checks: list[Check] = []
    program = evaluator.trusted_program("reference")
    made = collected(checks, check_outputs("the c reference", program, tests))
    assert (list(made), inputs) == ([], [bytes([i]) for i in range(3)])
    handles = checks[0]
    assert handles.what == "the c reference handles every input"
    assert not handles.holds
    assert handles.seen.endswith("17 more tests were not run")
