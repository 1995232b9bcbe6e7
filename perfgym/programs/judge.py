"""One process of a candidate and the expected output -> a test result.

The verdict is formed here, from output bytes, outside the program's process.
"""

from collections.abc import Callable

from perfgym.bank.comparison import without_values
from perfgym.errors import ProblemError
from perfgym.printable import clean_text
from perfgym.records import CandidateFailed, Status, TestResult
from perfgym.sandbox.request import ProcessOutcome, ProcessResult

__all__ = ["judge", "require_accepted", "status_of", "trusted_output"]

_STATUS_OF_OUTCOME = {
    ProcessOutcome.EXITED: Status.CRASHED,
    ProcessOutcome.SIGNALED: Status.CRASHED,
    ProcessOutcome.NOT_STARTED: Status.CRASHED,
    ProcessOutcome.TIMED_OUT: Status.TIMED_OUT,
    ProcessOutcome.OUT_OF_MEMORY: Status.OUT_OF_MEMORY,
    ProcessOutcome.OUTPUT_TOO_LARGE: Status.OUTPUT_TOO_LARGE,
    ProcessOutcome.LEFT_PROCESSES: Status.LEFT_PROCESSES,
}


def status_of(result: ProcessResult) -> Status:
    """The status that one process gives its program; ``ACCEPTED`` still leaves its output to be judged."""
    return Status.ACCEPTED if result.succeeded else _STATUS_OF_OUTCOME[result.outcome]


def trusted_output(result: ProcessResult, stdin: bytes) -> bytes:
    """The output of a reference program.

    Raises:
        ProblemError: The reference failed, so no submission can be judged by it.
    """
    if not result.succeeded:
        raise ProblemError(
            f"the reference program failed on an input of its own problem ({len(stdin)} bytes): "
            f"{result.outcome} {result.detail}".rstrip()
        )
    return result.stdout


def judge(
    name: str, result: ProcessResult, what_is_wrong: Callable[[bytes], str], *, is_withheld: bool = True
) -> TestResult:
    """Judge one process of a candidate.

    Args:
        name: Name of the test, or of the kind of run.
        result: The process.
        what_is_wrong: Says what is wrong with an output; returns an empty string for a right one.
        is_withheld: Whether values and standard error are left out, through which a program could tell the
            agent what its input was: so for every input of measured size.
    """
    status, detail = status_of(result), result.detail
    if status is Status.ACCEPTED and (wrong := what_is_wrong(result.stdout)):
        status, detail = Status.WRONG_OUTPUT, without_values(wrong) if is_withheld else str(wrong)
    is_shown = not (result.succeeded or is_withheld)
    return TestResult(
        name=name,
        status=status,
        detail=detail,
        stderr=clean_text(result.stderr) if is_shown else "",
        is_withheld=is_withheld,
        wall_ns=result.wall_ns,
    )


def require_accepted(result: TestResult) -> None:
    """Raise :class:`~perfgym.records.CandidateFailed` unless a process of the candidate was right."""
    if result.status is not Status.ACCEPTED:
        raise CandidateFailed(result.status, result)
