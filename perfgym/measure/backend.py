"""The interface of a backend, and everything that it is given to measure with."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np

from perfgym.bank.comparison import Judge
from perfgym.programs.judge import trusted_output
from perfgym.programs.memo import Memo
from perfgym.programs.program import Program
from perfgym.records import Counts, Event, Measurement, Role

__all__ = ["CLOCK_MODE", "SIMULATOR_MODE", "Backend", "DoctorHint", "MeasurementSetup"]

CLOCK_MODE = "cpu_time"
"""Name of the measured sizes in ``problem.toml`` that suit the clock."""

SIMULATOR_MODE = "simulated"
"""Name of the measured sizes in ``problem.toml`` that suit the simulator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementSetup:
    """Everything that is ready for measuring candidates beside one reference on a leased core.

    Attributes:
        reference: The program that is right, and slow, by definition.
        expert: Source text of the expert's program, if there is one.
        nulls: Programs of the same language that do nothing, each in a way of its own.
        draw: Makes a fresh input from a random generator, of the size for a mode.
        draw_scaled: The same with each scaled dimension multiplied by a factor; None where the problem
            has no scaled dimensions.
        modes: Modes that the problem has measured sizes for.
        unsimulated: Why the problem has no sizes for the simulator; empty where its author gives no reason.
        compare: Says what is wrong with an output.
        core: Logical CPU that processes are pinned to; it is leased as long as the setup is in use.
        episode: Seeds what stays the same during a whole episode.
        timeout_s: Wall-clock seconds after which no further pair is begun.
        precision: Half-width that is wanted of the interval of the log ratio.
        precision_timeout_s: Wall-clock seconds after which a pair is begun only where there are fewer than
            seven.
        memo: Cache of what trusted programs cost and write.
    """

    reference: Program
    expert: str | None = field(repr=False)
    nulls: tuple[Program, ...]
    draw: Callable[[np.random.Generator, str], bytes]
    draw_scaled: Callable[[np.random.Generator, str, float], bytes] | None
    modes: frozenset[str]
    unsimulated: str = ""
    compare: Judge
    core: int
    episode: int
    timeout_s: float
    precision: float
    precision_timeout_s: float
    memo: Memo = field(repr=False)

    def startup_ns(self, runs: int) -> float:
        """CPU time in nanoseconds of the cheapest way to do nothing: the least of the programs' medians.

        Args:
            runs: Number of processes of each program; the programs take turns.

        Raises:
            ProblemError: A program failed.
        """
        rounds = [[program.run(b"", self.core) for program in self.nulls] for _ in range(runs)]
        for result in itertools.chain.from_iterable(rounds):
            trusted_output(result, b"")
        return float(np.median([[result.cpu_ns for result in results] for results in rounds], axis=0).min())

    def no_sizes_for(self, mode: str) -> str:
        """Why the problem cannot be measured in a mode; empty when it has sizes for it."""
        if mode in self.modes:
            return ""
        reason = f": {self.unsimulated}" if mode == SIMULATOR_MODE and self.unsimulated else ""
        return f"problem.toml has no measured sizes for {mode}{reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorHint:
    """Text by which ``perfgym doctor`` explains what a machine lacks for a backend.

    Attributes:
        unavailable: A clause that says what cannot be done where the backend does not work.
        absent: The rest of a sentence that begins with the absent roles, and what to do about them; empty
            for a backend that fills the same roles on every machine.
    """

    unavailable: str
    absent: str = ""


@runtime_checkable
class Backend(Protocol):
    """Counts the cost of programs. Where a backend's name is accepted, an instance is too.

    Its class may also have an attribute ``doctor_hint``, a :class:`DoctorHint`.

    Attributes:
        name: Name of the backend.
        mode: The measured sizes that it uses, a key in ``problem.toml``.
        needs_core: Whether other work on the same core changes its counts.
    """

    name: str
    mode: str
    needs_core: bool

    def events(self) -> Mapping[Role, Event]:
        """Role to the event that fills it. A role that is missing here is absent."""
        ...

    def absent(self) -> Mapping[Role, str]:
        """Each absent role to the reason why it is."""
        ...

    def refusal(self, setup: MeasurementSetup) -> str:
        """Why programs cannot be measured with this setup; empty when they can."""
        ...

    def profile(self, setup: MeasurementSetup, rng: np.random.Generator) -> Counts:
        """The cost of the reference alone, by role, shown before there is a candidate."""
        ...

    def measure(self, setup: MeasurementSetup, candidate: Program, rng: np.random.Generator) -> Measurement:
        """Measure a candidate beside the reference, on fresh inputs drawn with ``rng``.

        The output of every measured process is checked.

        Raises:
            CandidateFailed: A process of the candidate was not right; it ends the measurement.
        """
        ...
