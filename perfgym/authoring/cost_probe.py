"""Measure what one run of a program costs in one mode: natively, or simulated.

Only programs that a problem's author wrote are measured here; they are trusted to be correct.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from perfgym.authoring.size_search import TargetCost, sizes_text
from perfgym.authoring.steady import MOST_APART, Run, UnsteadyError, Watch, times_apart
from perfgym.bank import Problem, TestGroup
from perfgym.errors import HarnessError, MachineError, ProblemError
from perfgym.languages import Language
from perfgym.measure import CpuTimeBackend, MeasurementSetup, SimulatedBackend
from perfgym.programs.judge import trusted_output
from perfgym.programs.program import Program
from perfgym.records import Role

__all__ = ["COST_PROBES", "CostProbe", "CpuTimeProbe", "ReferenceCost", "SimulationProbe"]

_AIM = 4 / 3  # times the least cost that is accepted
_MATTERS = 0.25  # of the least cost that is accepted: what costs less need not be known well
_FAR = 3.0  # times the most cost that is accepted, or a part of the least: one run tells that it is wrong


class CostProbe(Protocol):
    """Measures the cost of a run in one mode.

    Attributes:
        mode: Key of the measured sizes in ``problem.toml``.
        inputs: How many fresh inputs a size is tried on.
        needs_core: Whether the speed of the core decides what a run costs.
    """

    mode: str
    inputs: int
    needs_core: bool

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
    needs_core = True

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
    needs_core = False  # a simulated run is long, and the range of its cost wide

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
        watch: Looks at what disturbs the core.
        failure: Size and message of the last failure; empty when the reference never failed.
        costs: Median milliseconds by size; infinite where the reference failed.
    """

    problem: Problem
    setup: MeasurementSetup
    probe: CostProbe
    rng: np.random.Generator
    watch: Watch
    failure: str = ""
    costs: dict[str, float] = field(default_factory=dict[str, float])

    @property
    def target(self) -> TargetCost:
        """Return the range in which the cost of the reference should be."""
        return self.probe.target(self.setup.reference.language)

    def inputs(self, group: TestGroup) -> Iterator[bytes]:
        """Generate fresh inputs of a size."""
        for name, size, kind in replace(group, count=self.probe.inputs).draw(self.rng):
            yield self.problem.make_input(name, self.rng, size, kind)

    def samples_ms(self, group: TestGroup) -> tuple[float, ...]:
        """Run the reference on fresh inputs of a size; its cost on each.

        Raises:
            MachineError: Something disturbed the core for too long.
        """
        runs = [self._run_on(stdin) for stdin in self.inputs(group)]
        return tuple(self.watch.costs(runs, matters=_MATTERS * self.target.low_ms))

    def _run_on(self, stdin: bytes) -> Run:
        return lambda: self.probe.cost_ms(self.setup, self.setup.reference, stdin)

    def _rough_ms(self, group: TestGroup) -> float:
        """The reference's cost on one input."""
        return self._run_on(next(self.inputs(group)))()

    def median_ms(self, group: TestGroup) -> float:
        """The reference's median cost at a size; infinite where the reference or the generator fails.

        A size is run only once if that run shows that its cost is far from the target.

        Raises:
            MachineError: Something disturbed the core for too long.
        """
        key = _key(group)
        if key not in self.costs:
            try:
                rough_ms = self._rough_ms(group)
                is_far = not self.target.low_ms / _FAR < rough_ms < self.target.high_ms * _FAR
                self.costs[key] = rough_ms if is_far else float(np.median(self.samples_ms(group)))
            except (HarnessError, MachineError):
                raise
            except Exception as error:  # noqa: BLE001 - the author's generator may raise anything at a size too large
                self.failure = f"at {sizes_text(group)}: {error}"
                self.costs[key] = math.inf
        return self.costs[key]

    def confirm(self, group: TestGroup) -> tuple[float, ...]:
        """Measure a size again; its costs replace the one that is remembered.

        Raises:
            UnsteadyError: It costs something else than before. All costs are forgotten.
            MachineError: Something disturbed the core for too long.
        """
        before_ms, samples_ms = self.median_ms(group), self.samples_ms(group)
        now_ms = float(np.median(samples_ms))
        apart = times_apart([before_ms, now_ms])
        if apart > MOST_APART:
            self.costs.clear()
            raise UnsteadyError(
                f"a size cost {before_ms:.3g} ms and then {now_ms:.3g} ms, "
                f"so samples spread {apart:.1f} times: the machine is busy"
            )
        self.costs[_key(group)] = now_ms
        return samples_ms


def _key(group: TestGroup) -> str:
    return repr((group.size, group.kinds))
