"""The interface of a launcher: what it is asked to run, and what came of it."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

__all__ = ["Launch", "LaunchOutcome", "Launched", "Launcher"]


class LaunchOutcome(StrEnum):
    """How a run ended."""

    EXITED = "exited"
    TIMED_OUT = "timed_out"
    NOT_STARTED = "not_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """One run to make.

    Attributes:
        folder: The worktree with the program; the run's working folder.
        clone: The user's clone that it is a worktree of.
        file: Path of the program in it.
        program: Text of the program.
        run_id: Name of the run, unique on this machine: ``tag-experiment-run``.
        number: Number of the seed, from 0.
        seed: The seed, for a program that takes one.
        log: The file that the run's output is written to.
        timeout_s: Wall-clock seconds until the run is interrupted.
    """

    folder: Path
    clone: Path
    file: str
    program: str = field(repr=False)
    run_id: str
    number: int = 0
    seed: int
    log: Path
    timeout_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Launched:
    """What came of a run.

    Attributes:
        outcome: How it ended.
        exit_code: Exit status; minus the signal's number if a signal ended it.
        log: Its output: standard output and standard error as they were written.
        wall_s: Wall-clock seconds that it took.
        cpu_s: CPU seconds of the command and of the processes that it waited for, on this machine.
        detail: Why it did not start; empty if it did.
    """

    outcome: LaunchOutcome
    exit_code: int = 0
    log: str = field(default="", repr=False)
    wall_s: float = 0.0
    cpu_s: float = 0.0
    detail: str = ""


class Launcher(Protocol):
    """Runs a training script. Whatever it started has ended when :meth:`run` returns or raises."""

    @property
    def name(self) -> str:
        """Short name, part of ``info``."""
        ...

    def run(self, launch: Launch) -> Launched:
        """Run a program to its end, or until its time is over.

        Raises:
            KeyboardInterrupt: The user interrupted it; the run was ended.
        """
        ...
