"""Choose the input sizes at which a problem is measured, for each language and mode.

The reference program is run at various sizes until its cost is right. Nothing is written here: see
:mod:`perfgym.authoring.write_sizes`.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

import numpy as np

from perfgym.authoring.cost_probe import COST_PROBES, CostProbe, CpuTimeProbe, ReferenceCost
from perfgym.authoring.io_share import IoShare, io_baseline_source, io_share
from perfgym.authoring.size_search import choose_size, first_size, fits
from perfgym.authoring.steady import Watch, WatchCore
from perfgym.bank import Problem, TestGroup
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import SIMULATOR_MODE, CpuTimeBackend, MeasurementSetup
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = [
    "Calibration",
    "CalibrationStatus",
    "calibrate_problem",
    "calibrate_workloads",
]

_LOOKS = 3  # at a size that turns out to be just beside the range of the cost


class CalibrationStatus(StrEnum):
    """Outcome of the calibration of one language and mode."""

    KEPT = "kept"  # the sizes in problem.toml are right
    CHANGED = "changed"  # other sizes are right
    FAILED = "failed"  # the problem has no right sizes: its programs or its generator must change
    UNMEASURED = "not measured"  # the machine is too busy for it, or lacks something
    SKIPPED = "skipped"  # programs of this language have no such mode


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
        if self.io_share and self.io_share.complaint:
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


def _sized(problem: Problem, setup: MeasurementSetup, probe: CostProbe, watch: Watch) -> Calibration:
    """Choose the sizes of one language and mode. What input and output cost is not looked at."""
    name = setup.reference.language.name
    old = problem.measured.get(name, {}).get(probe.mode)
    found = Calibration(language=name, mode=probe.mode, status=CalibrationStatus.SKIPPED, old=old)
    if probe.mode == SIMULATOR_MODE and problem.unsimulated:
        return replace(found, why=f"problem.toml says why nothing is simulated: {problem.unsimulated}")
    if refusal := probe.refusal(setup):
        return replace(found, why=refusal)
    watch = watch if probe.needs_core else replace(watch, core=-1)
    cost = ReferenceCost(problem, setup, probe, np.random.default_rng(0), watch)
    start = first_size(problem, name, probe.mode)
    chosen, samples = watch.again(lambda: _search(problem, cost, start))
    if chosen is None or not samples:
        return replace(found, status=CalibrationStatus.FAILED, why=_why_not(cost, chosen))
    status = CalibrationStatus.KEPT if chosen == old else CalibrationStatus.CHANGED
    return replace(found, status=status, new=chosen, reference_ms=samples)


def _search(
    problem: Problem, cost: ReferenceCost, start: TestGroup
) -> tuple[TestGroup | None, tuple[float, ...]]:
    """Choose a size, and measure it once more.

    Returns:
        The size that comes closest, None where the reference fails at every size; and the costs at it, none
        where they are not right.

    Raises:
        UnsteadyError: Measured again, the size cost something else.
    """
    others = tuple(name for name in problem.scaled if name not in problem.grown)
    chosen = None
    for _ in range(_LOOKS):
        chosen = choose_size(cost.median_ms, cost.target, start, (problem.grown, others))
        if chosen is None or not fits(cost.median_ms, cost.target, chosen):
            return chosen, ()
        samples = cost.confirm(chosen)
        if fits(cost.median_ms, cost.target, chosen):
            return chosen, samples
    return chosen, ()


def _calibrated(
    problem: Problem, evaluator: Evaluator, setup: MeasurementSetup, probe: CostProbe, watch: Watch
) -> Calibration:
    """Choose the sizes of one language and mode."""
    found = _sized(problem, setup, probe, watch)
    if found.new is None or probe.mode != CpuTimeProbe.mode:
        return found
    share = io_share(evaluator, replace(setup, draw=_draws(problem, found.new)))
    return replace(found, io_share=share, why=share.complaint if share else "")


def _draws(problem: Problem, group: TestGroup) -> Callable[[np.random.Generator, str], bytes]:
    """A function that draws inputs of a size, whatever the mode."""

    def draw(rng: np.random.Generator, mode: str) -> bytes:
        del mode
        ((name, size, kind),) = group.draw(rng)
        return problem.make_input(name, rng, size, kind)

    return draw


def _build(problem: Problem, evaluator: Evaluator) -> None:
    """Build the programs of one language. What does not build says so again when it is run."""
    name = evaluator.language.name
    sources = (problem.references[name], problem.experts.get(name), io_baseline_source(name))
    for source in filter(None, sources):
        with contextlib.suppress(MachineError, ProblemError):
            evaluator.trusted_program(source)


def calibrate_problem(
    problem: Problem,
    languages: tuple[str, ...],
    sandbox: Sandbox,
    settings: Settings,
    probes: Mapping[str, Callable[[], CostProbe]] = COST_PROBES,
    *,
    watch: WatchCore = Watch,
    jobs: int = 1,
) -> Iterator[Calibration]:
    """Choose the measured sizes of a problem on this machine, for each language and each mode in turn.

    Args:
        problem: The problem.
        languages: Languages to calibrate; the problem must have a reference in each.
        sandbox: Runs the programs.
        settings: Limits and cores.
        probes: Modes to calibrate, each with the constructor of its probe.
        watch: Makes what looks at the core that programs are measured on.
        jobs: How many programs are built at the same time. They are measured one at a time.

    Yields:
        The result for each language and mode. Where the machine lacks something or is too busy, the result
        says so and the next one follows.
    """
    evaluators = {
        name: Evaluator(problem, LANGUAGES[name], sandbox, CpuTimeBackend(), settings) for name in languages
    }
    with ThreadPoolExecutor(jobs, "perfgym-build") as threads:
        list(threads.map(partial(_build, problem), evaluators.values()))
    for name, evaluator in evaluators.items():
        for mode, make in probes.items():
            failed = Calibration(
                language=name,
                mode=mode,
                status=CalibrationStatus.FAILED,
                old=problem.measured.get(name, {}).get(mode),
            )
            try:
                probe = make()
                with evaluator.leased() as leased:
                    watched = watch(leased.lease.cpu).about(f"{problem.name}, {name}, {mode}")
                    yield _calibrated(problem, evaluator, leased.setup, probe, watched)
            except ProblemError as error:
                yield replace(failed, why=" ".join(str(error).split()))
            except MachineError as error:
                why = " ".join(str(error).split())
                yield replace(failed, status=CalibrationStatus.UNMEASURED, why=why)


def calibrate_workloads(
    evaluator: RepoEvaluator, watch: WatchCore = Watch
) -> Iterator[tuple[Problem, Calibration]]:
    """Choose the measured sizes of each workload of a task on this machine.

    Args:
        evaluator: Evaluates the task's trees; its own tree is the reference.
        watch: Makes what looks at the core that programs are measured on.

    Yields:
        Each workload's problem, and the result.

    Raises:
        ProblemError: The task's own tree does not build.
        MachineError: The machine lacks something, or is too busy.
    """
    with evaluator.leased_workloads() as setups:
        for name, setup in setups.items():
            problem = evaluator.task.workloads[name].problem
            yield problem, _sized(problem, setup, CpuTimeProbe(), watch(setup.core).about(problem.name))
