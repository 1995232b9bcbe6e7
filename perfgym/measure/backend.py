"""What a backend is given to measure, and the promise it keeps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np

from perfgym.bank.comparison import Judge
from perfgym.programs.judge import trusted_output
from perfgym.programs.program import Program
from perfgym.records import Measurement, Role, TestResult

__all__ = ["Backend", "MeasurementSetup"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementSetup:
    """A workbench with everything laid out for measuring candidates beside one reference.

    Attributes:
        reference: The program that is right and slow by definition.
        expert: Source text of the expert's program, where there is one.
        null: A program of the same language that does nothing.
        draw: Makes a fresh input from a random generator, of the size for a mode.
        draw_scaled: The same with each scaled dimension multiplied by a factor; None where the problem
            names none.
        modes: Modes that there are sizes for.
        compare: Says what is wrong with an output.
        core: Logical CPU the runs are pinned to, leased for them; -1 where none is.
        episode: Seeds what stays the same for a whole episode.
        timeout_s: Wall-clock seconds after which no further pair is begun.
    """

    reference: Program
    expert: str | None = field(repr=False)
    null: Program
    draw: Callable[[np.random.Generator, str], bytes]
    draw_scaled: Callable[[np.random.Generator, str, float], bytes] | None
    modes: frozenset[str]
    compare: Judge
    core: int
    episode: int
    timeout_s: float

    def startup_ns(self, runs: int) -> float:
        """Median CPU time, over so many runs, of the program that does nothing.

        Raises:
            ProblemError: It failed.
        """
        made = [self.null.run(b"", self.core) for _ in range(runs)]
        for run in made:
            trusted_output(run, b"")
        return float(np.median([run.cpu_ns for run in made]))

    def no_sizes_for(self, mode: str) -> str:
        """What is missing, in words; empty when there are sizes for the mode."""
        return "" if mode in self.modes else f"problem.toml has no measured sizes for {mode}"


@runtime_checkable
class Backend(Protocol):
    """What counts the cost of programs. Where a backend's name is accepted, an instance is too.

    Attributes:
        name: Name of the backend.
        mode: Key of the measured sizes it uses in ``problem.toml``.
    """

    name: str
    mode: str

    def events(self) -> Mapping[Role, str]:
        """Role to the name of the event that fills it; roles that stay empty are absent."""
        ...

    def absent(self) -> Mapping[Role, str]:
        """Why a role stays empty, for those that do."""
        ...

    def refusal(self, bench: MeasurementSetup) -> str:
        """Why programs on this bench cannot be measured; empty when they can."""
        ...

    def profile(self, bench: MeasurementSetup, rng: np.random.Generator) -> Mapping[Role, float]:
        """What the reference alone costs, role by role, to be shown before there is a candidate."""
        ...

    def measure(
        self, bench: MeasurementSetup, candidate: Program, rng: np.random.Generator
    ) -> Measurement | TestResult:
        """What ``candidate`` costs beside the reference, on fresh inputs drawn with ``rng``.

        The output of every measured run is checked; the first run that is not right ends the
        measurement, and its :class:`TestResult` is the answer.
        """
        ...
