"""Measure what one run of a program costs in one mode: natively, or simulated.

Only programs that a problem's author wrote are measured here; they are trusted to be correct.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from perfgym.authoring.size_search import TargetCost, sizes_text
from perfgym.bank import Problem, TestGroup
from perfgym.errors import ProblemError
from perfgym.languages import Language
from perfgym.measure import CpuTimeBackend, MeasurementSetup, SimulatedBackend
from perfgym.programs.judge import trusted_output
from perfgym.programs.program import Program
from perfgym.records import Role

__all__ = ["COST_PROBES", "CostProbe", "CpuTimeProbe", "ReferenceCost", "SimulationProbe"]

_AIM = 4 / 3  # times the least cost that is accepted


class CostProbe(Protocol):
    """Measures the cost of a run in one mode.

    Attributes:
        mode: Key of the measured sizes in ``problem.toml``.
        inputs: How many fresh inputs a size is tried on.
    """

    mode: str
    inputs: int

    def target(self, language: Language) -> TargetCost:
        """Return the range in which the cost of a reference in a language should be."""
        ...

    def refusal(self, setup: MeasurementSetup) -> str:
        """Why programs of this language cannot be measured in this mode; empty when they can."""
        ...

    def cost_ms(self, setup: MeasurementSetup, program: Program, stdin: bytes) -> float:
        """CPU milliseconds of one run of a trusted program.

        Raises:
            ProblemError: The run failed.
        """
        ...


class CpuTimeProbe:
    """Measures a run as the ``cpu_time`` backend does: without the start-up cost of its language."""

    mode = "cpu_time"
    inputs = 5

    def __init__(self) -> None:
        self._backend = CpuTimeBackend()

    def target(self, language: Language) -> TargetCost:
        """See :class:`CostProbe`."""
        low, high = language.measured_ms
        return TargetCost(low, high, _AIM * low)

    def refusal(self, setup: MeasurementSetup) -> str:
        """Always empty: programs of every language can be timed."""
        del setup
        return ""

    def cost_ms(self, setup: MeasurementSetup, program: Program, stdin: bytes) -> float:
        """See :class:`CostProbe`."""
        return self._backend.cost(setup, program, stdin)[Role.TIME] / 1e6


class SimulationProbe:
    """Measures how long an agent waits for a simulated run: the simulator's own CPU time."""

    mode = "simulated"
    inputs = 2

    def __init__(self) -> None:
        self._backend = SimulatedBackend()

    def target(self, language: Language) -> TargetCost:
        """See :class:`CostProbe`."""
        del language
        return TargetCost(200.0, 700.0, 500.0)

    def refusal(self, setup: MeasurementSetup) -> str:
        """See :class:`CostProbe`."""
        language = setup.reference.language
        return "" if language.simulated_spread is not None else f"{language.name} cannot be simulated"

    def cost_ms(self, setup: MeasurementSetup, program: Program, stdin: bytes) -> float:
        """See :class:`CostProbe`."""
        run, counts = self._backend.count(program, stdin, setup)
        trusted_output(run, stdin)
        if not counts:
            raise ProblemError("the simulator wrote no counts for the reference program")
        return run.cpu_ns / 1e6


COST_PROBES: Mapping[str, Callable[[], CostProbe]] = {
    "cpu_time": CpuTimeProbe,
    "simulated": SimulationProbe,
}
"""Mode to the probe that measures costs in it."""


@dataclass(slots=True)
class ReferenceCost:
    """Cost of a problem's reference program by input size. Each size is measured once and remembered.

    Attributes:
        problem: Generates the inputs.
        setup: The reference, ready to run on a leased core.
        probe: Measures a run.
        rng: Draws the inputs.
        failure: Size and message of the last failure; empty when the reference never failed.
        costs: Median milliseconds by size; infinite where the reference failed.
    """

    problem: Problem
    setup: MeasurementSetup
    probe: CostProbe
    rng: np.random.Generator
    failure: str = ""
    costs: dict[str, float] = field(default_factory=dict[str, float])

    @property
    def target(self) -> TargetCost:
        """Return the range in which the cost of the reference should be."""
        return self.probe.target(self.setup.reference.language)

    def inputs(self, group: TestGroup) -> Iterator[bytes]:
        """Generate fresh inputs of a size."""
        for _, size, kind in replace(group, count=self.probe.inputs).draw(self.rng):
            yield self.problem.generate(self.rng, size, kind)

    def samples_ms(self, group: TestGroup) -> tuple[float, ...]:
        """Run the reference on fresh inputs of a size; its cost on each."""
        return tuple(
            self.probe.cost_ms(self.setup, self.setup.reference, stdin) for stdin in self.inputs(group)
        )

    def median_ms(self, group: TestGroup) -> float:
        """The reference's median cost at a size; infinite where the reference or the generator fails."""
        key = repr((group.size, group.kinds))
        if key not in self.costs:
            try:
                self.costs[key] = float(np.median(self.samples_ms(group)))
            except Exception as error:  # noqa: BLE001 - the author's generator may raise anything at a size too large
                self.failure = f"at {sizes_text(group)}: {error}"
                self.costs[key] = math.inf
        return self.costs[key]
