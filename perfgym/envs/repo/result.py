"""What a tool of an agent answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from perfgym.records import Evaluation
from perfgym.sandbox.request import ProcessOutcome, ProcessResult

__all__ = ["OUTCOMES", "Outcome", "Stopped", "ToolResult", "outcome_of"]


class Outcome(StrEnum):
    """What became of an action."""

    OK = "OK"
    NOTHING_DONE = "NOTHING_DONE"
    REFUSED = "REFUSED"
    FAILED = "FAILED"
    TIMED_OUT = "TIMED_OUT"
    OUT_OF_MEMORY = "OUT_OF_MEMORY"


OUTCOMES = tuple(Outcome)
"""The outcomes in the order in which observations number them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """The answer to one action.

    Attributes:
        outcome: What became of it.
        text: What the agent is told.
        stdout: Standard output of what ran, made safe to show.
        stderr: Standard error of it, made safe to show.
        exit_code: Exit status of it; -1 if nothing came to its end.
        fields: Fields of the observation's ``result``, as JSON has them.
        tests_passed: Share of tests that passed.
        bench: Name of each of the task's benchmarks -> log2 of base to workspace for time, bytes and
            allocations of an operation; None for what was not measured.
        escapes: Code of a diagnostic -> how many there are, less those of the base.
        evaluation: What an evaluation found.
    """

    outcome: Outcome
    text: str = ""
    stdout: str = ""
    stderr: str = ""
    exit_code: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict[str, Any])
    tests_passed: float = 0.0
    bench: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict[str, tuple[float | None, ...]])
    escapes: Mapping[str, int] = field(default_factory=dict[str, int])
    evaluation: Evaluation | None = None


class Stopped(Exception):  # noqa: N818 - it is an answer to the agent that travels up, not an error
    """A tool cannot go on, because something of the agent's failed.

    Attributes:
        result: The answer.
    """

    def __init__(self, result: ToolResult) -> None:
        super().__init__(result.text)
        self.result = result


def outcome_of(result: ProcessResult) -> Outcome:
    """What a process says about its action."""
    if result.succeeded:
        return Outcome.OK
    known = {
        ProcessOutcome.TIMED_OUT: Outcome.TIMED_OUT,
        ProcessOutcome.OUT_OF_MEMORY: Outcome.OUT_OF_MEMORY,
    }
    return known.get(result.outcome, Outcome.FAILED)
