"""One run of a candidate -> the result of one test."""

from dataclasses import replace

import pytest

from perfgym.bank import Difference
from perfgym.errors import ProblemError
from perfgym.programs.judge import judge, require_accepted, status_of, trusted_output
from perfgym.records import CandidateFailed, Status, TestResult
from perfgym.sandbox.request import ProcessOutcome, ProcessResult


@pytest.mark.parametrize(
    ("result", "status"),
    [
        (ProcessResult(outcome=ProcessOutcome.EXITED), Status.ACCEPTED),
        (ProcessResult(outcome=ProcessOutcome.EXITED, exit_code=1), Status.CRASHED),
        (ProcessResult(outcome=ProcessOutcome.SIGNALED, signal=9), Status.CRASHED),
        (ProcessResult(outcome=ProcessOutcome.NOT_STARTED), Status.CRASHED),
        (ProcessResult(outcome=ProcessOutcome.TIMED_OUT), Status.TIMED_OUT),
        (ProcessResult(outcome=ProcessOutcome.OUT_OF_MEMORY), Status.OUT_OF_MEMORY),
        (ProcessResult(outcome=ProcessOutcome.OUTPUT_TOO_LARGE), Status.OUTPUT_TOO_LARGE),
        (ProcessResult(outcome=ProcessOutcome.LEFT_PROCESSES), Status.LEFT_PROCESSES),
    ],
)
def test_every_end_of_a_process_has_a_status(result: ProcessResult, status: Status) -> None:
    assert status_of(result) is status


def test_every_outcome_is_known() -> None:
    """A new outcome of the sandbox must not be a KeyError in the middle of an episode."""
    assert all(status_of(ProcessResult(outcome=outcome, exit_code=1)) for outcome in ProcessOutcome)


def test_the_output_of_a_run_that_failed_is_never_looked_at() -> None:
    def never(_: bytes) -> str:
        raise AssertionError("looked at the output")

    crashed = ProcessResult(
        outcome=ProcessOutcome.SIGNALED,
        signal=6,
        stdout=b"right",
        stderr=b"oh\x1b",
        detail="killed by SIGABRT",
    )
    result = judge("t", crashed, never, is_withheld=False)
    assert (result.status, result.detail, result.stderr) == (Status.CRASHED, "killed by SIGABRT", "oh\ufffd")


@pytest.mark.parametrize(("wrong", "status"), [("", Status.ACCEPTED), ("byte 3", Status.WRONG_OUTPUT)])
def test_the_comparison_decides_on_a_run_that_succeeded(wrong: str, status: Status) -> None:
    seen: list[bytes] = []
    run = ProcessResult(outcome=ProcessOutcome.EXITED, stdout=b"out", stderr=b"chatter", wall_ns=4)
    result = judge("t", run, lambda got: seen.append(got) or wrong, is_withheld=False)
    assert (result.name, result.status, result.detail, result.wall_ns) == ("t", status, wrong, 4)
    assert (seen, result.stderr) == ([b"out"], "")


def test_unless_it_is_told_otherwise_a_judge_withholds_values_and_standard_error() -> None:
    """The status, the number and place of what is wrong, and the cause of a crash are shown."""
    run = ProcessResult(outcome=ProcessOutcome.EXITED, stdout=b"17", stderr=b"it was 17")
    wrong = judge("t", run, lambda _: Difference("byte 0 is 17", "1 of 2 bytes is wrong"))
    assert (wrong.status, wrong.detail, wrong.stderr) == (Status.WRONG_OUTPUT, "1 of 2 bytes is wrong", "")
    free_text = judge("t", run, lambda _: "it is 17")
    assert (free_text.detail, free_text.is_withheld) == ("the output is wrong", True)
    crashed = replace(run, outcome=ProcessOutcome.SIGNALED, signal=6, detail="killed by SIGABRT")
    result = judge("t", crashed, lambda _: "")
    assert (result.status, result.detail, result.stderr) == (Status.CRASHED, "killed by SIGABRT", "")


def test_a_result_that_is_not_accepted_is_raised() -> None:
    require_accepted(TestResult(name="t", status=Status.ACCEPTED))
    failed = TestResult(name="t", status=Status.WRONG_OUTPUT, detail="byte 3")
    with pytest.raises(CandidateFailed, match="byte 3") as raised:
        require_accepted(failed)
    assert (raised.value.status, raised.value.result) == (Status.WRONG_OUTPUT, failed)


def test_the_output_of_a_reference_that_succeeded_is_trusted() -> None:
    assert trusted_output(ProcessResult(outcome=ProcessOutcome.EXITED, stdout=b"out"), b"") == b"out"


@pytest.mark.parametrize("outcome", [ProcessOutcome.TIMED_OUT, ProcessOutcome.SIGNALED])
def test_a_reference_that_fails_is_the_problems_fault(outcome: ProcessOutcome) -> None:
    """No program can be judged by its output."""
    failed = ProcessResult(outcome=outcome, stdout=b"out", detail="still running after 10 s")
    with pytest.raises(ProblemError, match=r"reference program failed .*\(3 bytes\).* after 10 s"):
        trusted_output(failed, b"abc")
