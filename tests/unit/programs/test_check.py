"""The hidden tests of one episode -> a verdict. No process runs."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.bank.comparison import compare_bytes
from perfgym.errors import ProblemError
from perfgym.programs.check import HiddenTests
from perfgym.programs.memo import Memo
from perfgym.programs.program import Program
from perfgym.records import Build, Status, TestCase
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessRequest, ProcessResult
from tests.doubles.plain_language import PlainLanguage

SECRET = TestCase(name="as-measured", stdin=b"s", is_withheld=True)
TESTS = tuple(TestCase(name=name, stdin=name.encode()) for name in ("one", "two", "three"))


class Watched(FakeSandbox):
    """Keeps what was run: executable, input and core."""

    def __init__(self, programs: dict[str, Callable[[bytes], ProcessResult]]) -> None:
        super().__init__(programs)
        self.runs: list[tuple[bytes, bytes, int | None]] = []

    def run(self, request: ProcessRequest) -> ProcessResult:
        self.runs.append((request.executable, request.stdin, request.core))
        return super().run(request)


def wrote(stdout: bytes, outcome: ProcessOutcome = ProcessOutcome.EXITED) -> ProcessResult:
    return ProcessResult(outcome=outcome, stdout=stdout, stderr=b"said", wall_ns=9)


def upper(stdin: bytes) -> ProcessResult:
    """The right program writes its input in capitals."""
    return wrote(stdin.upper())


def hidden_tests(
    candidate: Callable[[bytes], ProcessResult],
    reference: Callable[[bytes], ProcessResult] = upper,
    memo: Memo | None = None,
    tests: tuple[TestCase, ...] = TESTS,
) -> tuple[HiddenTests, Program, Watched]:
    sandbox = Watched({"reference": reference, "candidate": candidate})

    def program(source: str) -> Program:
        build, artifact = Build(status=Status.ACCEPTED), source.encode()
        return Program(
            source=source,
            artifact=artifact,
            build=build,
            language=PlainLanguage(),
            sandbox=sandbox,
            limits=Limits(),
        )

    def compare(stdin: bytes, expected: bytes, got: bytes) -> str:
        return "" if stdin == b"two" and got == b"2" else compare_bytes(expected, got)

    return (
        HiddenTests(lambda: tests, program("reference"), compare, memo or Memo()),
        program("candidate"),
        sandbox,
    )


def statuses(candidate: Callable[[bytes], ProcessResult]) -> Sequence[Status]:
    tests, program, _ = hidden_tests(candidate)
    return [result.status for result in tests.grade(program).results]


def test_a_program_that_answers_as_the_reference_does_passes_every_test() -> None:
    tests, program, _ = hidden_tests(upper)
    verdict = tests.grade(program)
    assert [(r.name, r.status) for r in verdict.results] == [(t.name, Status.ACCEPTED) for t in TESTS]
    assert (verdict.status, verdict.passed, verdict.total) == (Status.ACCEPTED, 3, 3)


def test_a_wrong_output_fails_its_test_and_the_others_are_still_run() -> None:
    tests, program, _ = hidden_tests(lambda stdin: wrote(b"ONE" if stdin == b"one" else b""))
    verdict = tests.grade(program)
    assert [r.status for r in verdict.results] == [
        Status.ACCEPTED, Status.WRONG_OUTPUT, Status.WRONG_OUTPUT
    ]  # fmt: skip
    assert (verdict.status, verdict.passed) == (Status.WRONG_OUTPUT, 1)
    assert verdict.first_failure is not None
    assert (verdict.first_failure.name, verdict.first_failure.detail) == (
        "two",
        "the output has 0 bytes, expected 3",
    )


def test_the_comparison_of_the_problem_decides_and_gets_the_input() -> None:
    assert statuses(lambda stdin: wrote(b"2" if stdin == b"two" else stdin.upper())) == [Status.ACCEPTED] * 3


def test_a_right_output_of_a_run_that_failed_passes_nothing() -> None:
    def crashing(stdin: bytes) -> ProcessResult:
        return wrote(stdin.upper(), ProcessOutcome.SIGNALED)

    assert statuses(crashing) == [Status.CRASHED] * 3


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (ProcessOutcome.TIMED_OUT, Status.TIMED_OUT),
        (ProcessOutcome.OUT_OF_MEMORY, Status.OUT_OF_MEMORY),
        (ProcessOutcome.OUTPUT_TOO_LARGE, Status.OUTPUT_TOO_LARGE),
    ],
)
def test_a_failure_that_costs_its_whole_limit_ends_the_tests(outcome: ProcessOutcome, status: Status) -> None:
    tests, program, _ = hidden_tests(lambda stdin: upper(stdin) if stdin == b"one" else wrote(b"", outcome))
    verdict = tests.grade(program)
    assert [r.status for r in verdict.results] == [Status.ACCEPTED, status]
    assert (verdict.status, verdict.total) == (status, 3)


def test_the_reference_runs_once_a_test_however_often_programs_are_graded() -> None:
    """It runs on the given core, and not at all if the candidate's run failed."""
    tests, program, sandbox = hidden_tests(upper)
    tests.grade(program, 5)
    tests.grade(program, 5)
    references = [run for run in sandbox.runs if run[0] == b"reference"]
    assert references == [(b"reference", test.stdin, 5) for test in TESTS]
    assert {core for *_, core in sandbox.runs} == {5}
    tests, program, sandbox = hidden_tests(lambda _: wrote(b"", ProcessOutcome.SIGNALED))
    tests.grade(program)
    assert [run for run in sandbox.runs if run[0] == b"reference"] == []


def test_a_new_episode_has_new_expected_outputs() -> None:
    """Tests of the next episode may have the same names and other inputs."""
    memo = Memo()
    tests, program, sandbox = hidden_tests(upper, memo=memo)
    tests.grade(program)
    memo.begin_episode()
    tests.grade(program)
    assert len([run for run in sandbox.runs if run[0] == b"reference"]) == 2 * len(TESTS)


def test_a_reference_that_fails_is_the_problems_fault() -> None:
    tests, program, _ = hidden_tests(upper, lambda _: wrote(b"", ProcessOutcome.TIMED_OUT))
    with pytest.raises(ProblemError, match=r"reference program failed.*3 bytes.*timed_out"):
        tests.grade(program)


def test_a_withheld_test_tells_neither_values_nor_standard_error() -> None:
    """Another one tells both."""
    tests, program, _ = hidden_tests(
        lambda _: wrote(b"x"), tests=(SECRET, replace(SECRET, is_withheld=False))
    )
    withheld, told = tests.grade(program).results
    assert (withheld.is_withheld, withheld.detail) == (True, "1 of 1 bytes is wrong, beginning with byte 0")
    assert (told.is_withheld, told.detail) == (
        False,
        "byte 0 is 0x78, expected 0x53 (1 of 1 bytes is wrong)",
    )
    crashing, program, _ = hidden_tests(
        lambda _: wrote(b"", ProcessOutcome.SIGNALED), tests=(SECRET, replace(SECRET, is_withheld=False))
    )
    assert [result.stderr for result in crashing.grade(program).results] == ["", "said"]


@pytest.mark.parametrize("problem", ["matmul", "sort", "hash_table"])
def test_exactly_the_tests_of_measured_size_are_withheld(problem: str) -> None:
    tests = load_problem(problem).draw_tests(np.random.default_rng(0), "c")
    assert {test.is_withheld for test in tests} == {True, False}
    of_measured_size = ("as-measured-", "measured-size-")
    assert any(test.name.startswith("measured-size-") for test in tests)
    assert all(test.is_withheld == test.name.startswith(of_measured_size) for test in tests)
