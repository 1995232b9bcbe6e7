"""What a test binary prints, honestly or not, and what an agent is told of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from perfgym.records import Status, TestResult
from perfgym.repo.evaluation.required_tests import GoTests
from perfgym.repo.tasks.load import load_task
from perfgym.repo.workspace.tree import Tree
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessRequest, ProcessResult

NOTHING = Tree({})
PACKAGE, BINARY = "./words", b"binary"
Play = Callable[[ProcessRequest], ProcessResult]


class PlayingSandbox:
    """Answers each run of a test binary by a function of the request."""

    name, memory_tier, missing = "playing", "none", ()

    def __init__(self, play: Play) -> None:
        self._play = play

    def run(self, request: ProcessRequest) -> ProcessResult:
        """Answer a request."""
        return self._play(request)

    def close(self) -> None:
        """Do nothing."""


def said(*lines: str, exit_code: int = 0, outcome: ProcessOutcome = ProcessOutcome.EXITED) -> ProcessResult:
    """What a test binary says, with ^ for the control character."""
    text = "".join(f"{line}\n" for line in lines).replace("^", "\x16")
    return ProcessResult(outcome=outcome, exit_code=exit_code, stdout=text.encode())


def passed(*names: str) -> list[str]:
    return [line for name in names for line in (f"^=== RUN   {name}", f"^--- PASS: {name} (0.00s)")]


def go_tests(play: Play, *skipped: str) -> GoTests:
    task = replace(load_task("strings"), skipped=skipped)
    return GoTests(task, PlayingSandbox(play), Limits())


def grade(result: ProcessResult, *names: str) -> TestResult:
    tests = go_tests(lambda _: result)
    (found,) = tests.grade({PACKAGE: BINARY}, NOTHING, {PACKAGE: frozenset(names)}, 7, None)
    return found


def test_failed_tests_are_named_and_the_first_is_quoted() -> None:
    lines = ["^=== RUN   TestA", "    a_test.go:3: got 1, want 2", "^--- FAIL: TestA (0.00s)", "^FAIL"]
    result = grade(said(*lines, exit_code=1), "TestA", "TestB")
    assert result.status is Status.WRONG_OUTPUT
    assert result.detail.startswith("TestA, TestB failed:\n")
    assert "got 1, want 2" in result.detail


@pytest.mark.parametrize(
    "result",
    [
        said("^PASS"),
        said("PASS", "ok  \texample.org/words\t0.004s"),
        said("testing: warning: no tests to run", "^PASS"),
        said(),
    ],
)
def test_an_exit_status_of_0_passes_no_test(result: ProcessResult) -> None:
    """`init() { fmt.Print("PASS"); os.Exit(0) }` is no right program."""
    assert grade(result, "TestA").status is Status.WRONG_OUTPUT


@pytest.mark.parametrize(
    ("result", "status"),
    [
        (said(*passed("TestA"), outcome=ProcessOutcome.TIMED_OUT), Status.TIMED_OUT),
        (said(*passed("TestA"), outcome=ProcessOutcome.OUT_OF_MEMORY), Status.OUT_OF_MEMORY),
        (said(*passed("TestA"), exit_code=2), Status.CRASHED),
    ],
)
def test_a_run_that_does_not_end_well_is_told_as_such(result: ProcessResult, status: Status) -> None:
    assert grade(result, "TestA", "TestB").status is status


def test_many_failures_are_counted() -> None:
    result = grade(said("^FAIL", exit_code=1), *(f"Test{letter}" for letter in "ABCDEFGH"))
    assert result.detail == "TestA, TestB, TestC, TestD, TestE and 3 more did not pass"
