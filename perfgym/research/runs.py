"""The interface of what runs programs for a laboratory: in the sandbox, or by a launcher outside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from perfgym.research.records import Run, RunSeed
from perfgym.research.source import Source

__all__ = ["Program", "Runs"]


@dataclass(frozen=True, slots=True)
class Program:
    """A training script.

    Attributes:
        written: Its text as its author wrote it.
        source: Its normal form.
    """

    written: str = field(repr=False)
    source: Source

    @classmethod
    def of(cls, written: str) -> "Program":
        """Read a program as its author wrote it.

        Raises:
            SourceError: It has no normal form.
        """
        return cls(written, Source.of(written))


class Runs(Protocol):
    """Runs programs. An equal program with an equal seed gives an equal figure, except by chance."""

    @property
    def evaluation(self) -> str:
        """``"verified"``, or ``"reported"`` if the figure is the program's own word."""
        ...

    @property
    def launcher(self) -> str:
        """Short name of what starts the runs, e.g. ``"sandbox"``."""
        ...

    @property
    def cpu_limit_s(self) -> float | None:
        """CPU seconds after which a training run is ended; None without such a limit."""
        ...

    @property
    def artifact_limit(self) -> int:
        """Most bytes of the compressed program and its artifact together."""
        ...

    def run(self, program: Program, seed: RunSeed, run_id: str) -> Run:
        """Train and score a program.

        Args:
            program: The program; it also is the file in the worktree of the session.
            seed: The hidden seed, and what the run is for.
            run_id: Name of the run, e.g. ``"mar18-3-search-0"``; files on this machine are named by it.

        Raises:
            MachineError: The machine failed, and the program is not to blame.
            HarnessError: perfgym failed, and the program is not to blame.
            KeyboardInterrupt: The user interrupted it; whatever it started has ended.
        """
        ...

    def set_baseline(self, runs: Sequence[Run]) -> None:
        """Take the baseline's runs as the measure of what other programs may use."""
        ...

    def cost_usd(self, runs: Sequence[Run]) -> float | None:
        """Dollars that runs cost; None if that is not known."""
        ...
