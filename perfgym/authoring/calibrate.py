"""Choose the input sizes at which a problem is measured, for each language and mode.

The reference program is run at various sizes until its cost is right. Nothing is written here: see
:mod:`perfgym.authoring.write_sizes`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np

from perfgym.authoring.cost_probe import COST_PROBES, CostProbe, CpuTimeProbe, ReferenceCost
from perfgym.authoring.size_search import choose_size, first_size, fits
from perfgym.bank import LANGUAGE_OF_ENDING, Problem, TestGroup
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import SIMULATOR_MODE, CpuTimeBackend, MeasurementSetup
from perfgym.programs.program import Program
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = [
    "Calibration",
    "CalibrationStatus",
    "IoShare",
    "calibrate_problem",
    "calibrate_workloads",
    "io_baseline_source",
]

_LARGEST_IO_SHARE = 0.5  # of the expert's cost


class CalibrationStatus(StrEnum):
    """Outcome of the calibration of one language and mode."""

    KEPT = "kept"  # the sizes in problem.toml are right
    CHANGED = "changed"  # other sizes are right
    FAILED = "failed"  # no right sizes were found
    SKIPPED = "skipped"  # programs of this language have no such mode


@dataclass(frozen=True, slots=True, kw_only=True)
class IoShare:
    """Share of a run's cost that reading the input and writing the output take, at a measured size.

    Attributes:
        baseline_ms: CPU time of the I/O baseline: a program of the same language that reads as many bytes
            and writes as many, and does nothing else.
        reference_share: The baseline's cost as a share of the reference's.
        expert_share: The same as a share of the expert's cost; None where there is no expert.
    """

    baseline_ms: float
    reference_share: float
    expert_share: float | None

    @property
    def too_much(self) -> bool:
        """Whether input and output take so much of the expert's cost that better programs hardly differ."""
        return self.expert_share is not None and self.expert_share >= _LARGEST_IO_SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The sizes of one language and mode, before and after.

    Attributes:
        language: Language of the programs.
        mode: Key of the measured sizes.
        status: What happened to the sizes.
        old: Sizes in ``problem.toml``; None where it has none.
        new: Sizes it should have; None where none were found.
        reference_ms: CPU milliseconds of the reference at ``new``, on one fresh input each.
        io_share: Cost of input and output at ``new``; None in modes where it is not measured.
        why: Why the sizes are not right, or a warning about them; empty when all is well.
    """

    language: str
    mode: str
    status: CalibrationStatus
    old: TestGroup | None = None
    new: TestGroup | None = None
    reference_ms: tuple[float, ...] = ()
    io_share: IoShare | None = None
    why: str = ""

    def is_right(self, written: bool) -> bool:
        """Whether ``problem.toml`` has the right sizes or needs none.

        Args:
            written: Whether changed sizes have been written into it.
        """
        if self.io_share and self.io_share.too_much:
            return False
        return self.status in (CalibrationStatus.KEPT, CalibrationStatus.SKIPPED) or (
            self.status is CalibrationStatus.CHANGED and written
        )


def _why_not(cost: ReferenceCost, group: TestGroup | None) -> str:
    """Say why no size is right."""
    if group is None:
        return f"the reference program fails {cost.failure}"
    low, high, _ = cost.target
    says = f"the reference program takes {cost.median_ms(group):.3g} ms, not {low:g} to {high:g} ms"
    if not cost.problem.grown:
        return f'{says}; name the dimensions that may grow in problem.toml: [calibration] parameters = ["n"]'
    return f"{says}; at larger sizes it fails, {cost.failure}" if cost.failure else says


def io_baseline_source(language: str) -> str:
    """Source of a program of the language that only reads and writes; empty where there is none."""
    for path in (Path(__file__).parent / "io_baselines").glob("solution.*"):
        if LANGUAGE_OF_ENDING[path.suffix[1:]] == language:
            return path.read_text()
    return ""


def _expert_ms(probe: CostProbe, setup: MeasurementSetup, expert: Program, stdin: bytes) -> float:
    try:
        return probe.cost_ms(setup, expert, stdin)
    except ProblemError as error:
        raise ProblemError(
            "the expert program fails on a measured input; run `perfgym validate` for the details"
        ) from error


def _io_share(cost: ReferenceCost, evaluator: Evaluator, group: TestGroup) -> IoShare | None:
    """Measure the I/O baseline beside the reference and the expert; None where there is no baseline.

    The baseline's input is the reference's, preceded by the number of bytes to write.
    """
    if not (source := io_baseline_source(evaluator.language.name)):
        return None
    baseline, setup, probe = evaluator.trusted_program(source, "I/O baseline"), cost.setup, cost.probe
    expert = evaluator.trusted_program(setup.expert, "expert") if setup.expert else None
    costs: list[tuple[float, ...]] = []
    for stdin in cost.inputs(group):
        output = setup.reference.run(stdin, setup.core).stdout
        row = [probe.cost_ms(setup, baseline, len(output).to_bytes(8, "little") + stdin)]
        row += [probe.cost_ms(setup, setup.reference, stdin)]
        row += [_expert_ms(probe, setup, expert, stdin)] if expert else []
        costs.append(tuple(row))
    baseline_ms, reference_ms, *experts = (float(np.median(column)) for column in zip(*costs, strict=True))
    return IoShare(
        baseline_ms=baseline_ms,
        reference_share=baseline_ms / reference_ms,
        expert_share=baseline_ms / experts[0] if experts else None,
    )


def _sized(problem: Problem, setup: MeasurementSetup, probe: CostProbe) -> tuple[Calibration, ReferenceCost]:
    """Choose the sizes of one language and mode. What input and output cost is not looked at."""
    name = setup.reference.language.name
    cost = ReferenceCost(problem, setup, probe, np.random.default_rng(0))
    old = problem.measured.get(name, {}).get(probe.mode)
    found = Calibration(language=name, mode=probe.mode, status=CalibrationStatus.SKIPPED, old=old)
    if probe.mode == SIMULATOR_MODE and problem.unsimulated:
        return replace(found, why=f"problem.toml says why nothing is simulated: {problem.unsimulated}"), cost
    if refusal := probe.refusal(setup):
        return replace(found, why=refusal), cost
    others = tuple(name for name in problem.scaled if name not in problem.grown)
    start = first_size(problem, name, probe.mode)
    chosen = choose_size(cost.median_ms, cost.target, start, (problem.grown, others))
    if chosen is None or not fits(cost.median_ms, cost.target, chosen):
        return replace(found, status=CalibrationStatus.FAILED, why=_why_not(cost, chosen)), cost
    status = CalibrationStatus.KEPT if chosen == old else CalibrationStatus.CHANGED
    return replace(found, status=status, new=chosen, reference_ms=cost.samples_ms(chosen)), cost


def _calibrated(
    problem: Problem, evaluator: Evaluator, setup: MeasurementSetup, probe: CostProbe
) -> Calibration:
    """Choose the sizes of one language and mode."""
    found, cost = _sized(problem, setup, probe)
    if found.new is None or probe.mode != CpuTimeProbe.mode:
        return found
    io_share = _io_share(cost, evaluator, found.new)
    too_much = io_share is not None and io_share.too_much
    return replace(
        found,
        io_share=io_share,
        why="input and output take half of the expert's cost or more; "
        "grow a dimension that adds computation rather than bytes"
        if too_much
        else "",
    )


def calibrate_problem(
    problem: Problem,
    languages: tuple[str, ...],
    sandbox: Sandbox,
    settings: Settings,
    probes: Mapping[str, Callable[[], CostProbe]] = COST_PROBES,
) -> Iterator[Calibration]:
    """Choose the measured sizes of a problem on this machine, for each language and each mode in turn.

    Args:
        problem: The problem.
        languages: Languages to calibrate; the problem must have a reference in each.
        sandbox: Runs the programs.
        settings: Limits and cores.
        probes: Modes to calibrate, each with the constructor of its probe.

    Yields:
        The result for each language and mode. Where the machine lacks something, the result says so and
        the next one follows.
    """
    for name in languages:
        evaluator = Evaluator(problem, LANGUAGES[name], sandbox, CpuTimeBackend(), settings)
        for mode, make in probes.items():
            try:
                probe = make()
                with evaluator.leased() as leased:
                    yield _calibrated(problem, evaluator, leased.setup, probe)
            except (MachineError, ProblemError) as error:
                old = problem.measured.get(name, {}).get(mode)
                yield Calibration(
                    language=name,
                    mode=mode,
                    status=CalibrationStatus.FAILED,
                    old=old,
                    why=" ".join(str(error).split()),
                )


def calibrate_workloads(evaluator: RepoEvaluator) -> Iterator[tuple[Problem, Calibration]]:
    """Choose the measured sizes of each workload of a task on this machine.

    Args:
        evaluator: Evaluates the task's trees; its own tree is the reference.

    Yields:
        Each workload's problem, and the result.

    Raises:
        ProblemError: The task's own tree does not build.
        MachineError: The machine lacks something.
    """
    with evaluator.leased_workloads() as setups:
        for name, setup in setups.items():
            problem = evaluator.task.workloads[name].problem
            yield problem, _sized(problem, setup, CpuTimeProbe())[0]
