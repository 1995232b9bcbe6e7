"""The whole sequence from a submitted tree to its :class:`~perfgym.records.Evaluation`."""

import contextlib
import math
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from perfgym.bank import Problem
from perfgym.errors import HarnessError, ProblemError, SettingsError
from perfgym.evaluation.builder import Builder
from perfgym.evaluation.fit_sizes import OwnPrograms
from perfgym.evaluation.inputs import SEED_BYTES, EpisodeInputs
from perfgym.evaluation.known import KnownEvaluations
from perfgym.evaluation.machine_sizes import MachineSizes
from perfgym.evaluation.setup import conditions_of, measurement_setup, measuring_rng
from perfgym.evaluation.stage_clock import StageClock, require
from perfgym.languages import LANGUAGES
from perfgym.languages.go_module import go_toolchain
from perfgym.machine.facts import fingerprint
from perfgym.machine.input_key import input_key
from perfgym.machine.leases import Lease, lease_core
from perfgym.measure import Backend, MeasurementSetup
from perfgym.measure.extras import measure_extras
from perfgym.programs.check import HiddenTests
from perfgym.programs.memo import Memo
from perfgym.programs.program import Program
from perfgym.records import (
    CandidateFailed,
    Conditions,
    Counts,
    Evaluation,
    Interval,
    Measurement,
    Role,
    Status,
    Submission,
    TestResult,
    Verdict,
)
from perfgym.repo.evaluation.allocations import Allocated, measure_allocations
from perfgym.repo.evaluation.build import Built, build_tree
from perfgym.repo.evaluation.combine import combined, mean_counts, share_of, unchanged
from perfgym.repo.evaluation.evaluation_facts import evaluation_facts, unchanged_facts
from perfgym.repo.evaluation.measured_tree import built_tree, hidden_paths, submission_of, tree_of
from perfgym.repo.evaluation.own_builds import BUILD_TIMEOUT_S, OwnBuilds
from perfgym.repo.evaluation.required_tests import GoTests, RequiredTests
from perfgym.repo.evaluation.withheld import crash_text
from perfgym.repo.tasks.task import RepoTask, Workload
from perfgym.repo.workspace.tree import Tree, TreeError
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.store import SizeFit, SizeFits

__all__ = ["RepoEvaluator"]

_GO = "go"
_MOST_MEMORY_RATIO, _MEMORY_SLACK_BYTES = 1.5, 16 << 20
_MEMORY, _MEMORY_ROUNDS = ("memory",), 3

_Found = TypeVar("_Found")


@dataclass(slots=True)
class _Driver:
    """One workload: its inputs, at sizes that fit the machine; its builder, cache and hidden tests."""

    workload: Workload
    problem: Problem
    builder: Builder
    memo: Memo
    fit: SizeFit | None = None
    tests: HiddenTests | None = None


class RepoEvaluator:
    """Evaluates trees of one task, an episode at a time.

    A tree is built with the task's workloads. Tests that pass on the task's own tree must pass, and the
    outputs of the workloads must equal those of the task's own tree. Each workload is measured in pairs
    beside that tree. Equal trees keep their result in an episode, and so do trees of which the same is built.
    A tree whose programs are those of the task's own tree, byte for byte, is not measured: it gains nothing.

    Args:
        task: The task.
        base: The task's own tree.
        sandbox: Contains everything.
        backend: Counts the cost.
        settings: Limits and cores.
        size_fits: Keeps the factors that fit the sizes of timed inputs to this machine; None to measure at
            the task's own sizes. Backends that other work on the core does not disturb have fixed sizes.
        compares_expert: Whether the expert's tree is measured, too, in the first episode: each evaluation's
            facts then tell its gain on this machine.
    """

    def __init__(
        self,
        task: RepoTask,
        base: Tree,
        sandbox: Sandbox,
        backend: Backend,
        settings: Settings,
        size_fits: SizeFits | None = None,
        *,
        compares_expert: bool = False,
    ) -> None:
        self.task = task
        self.base = base
        self.backend = backend
        self._sandbox = sandbox
        self._settings = settings
        self._key = input_key()
        self._sizes = MachineSizes(size_fits, backend, LANGUAGES[_GO], sandbox, settings)
        self._drivers = {name: self._driver(workload) for name, workload in task.workloads.items()}
        any_driver = next(iter(self._drivers.values()))
        self._go_tests = GoTests(task, sandbox, any_driver.builder.run_limits)
        self._own = OwnBuilds(task, base, sandbox, self._go_tests)
        self._base_text = submission_of(base, task).text
        self._known = KnownEvaluations()
        self._memo = Memo()
        self._compares_expert = compares_expert
        self._expert: Interval | None = None
        self._profile: Counts = {}
        self._seed = b""

    def _driver(self, workload: Workload) -> _Driver:
        memo = Memo()
        builder = Builder(workload.problem, LANGUAGES[_GO], self._sandbox, self._settings, memo)
        return _Driver(workload, workload.problem, builder, memo)

    # ---- the episode ---------------------------------------------------------------------------------------

    def start_episode(self, rng: np.random.Generator) -> Counts:
        """Draw the episode's hidden inputs; return the cost of the task's own tree, by role.

        The cost of a role is the geometric mean over the workloads.

        Args:
            rng: Draws the episode's seed.

        Raises:
            SettingsError: The backend cannot measure the task.
            ProblemError: The task's own tree does not build or run; or the expert is to be compared, and is
                not certainly faster.
            ToolchainMissingError: Go is missing.
            HarnessError: The sandbox failed.
        """
        self._seed = rng.bytes(SEED_BYTES)
        self._known.forget()
        measuring = measuring_rng(self.backend, rng)
        with self._leased() as lease:
            profiles = [self._begin(driver, measuring, lease.cpu) for driver in self._drivers.values()]
            self._profile = mean_counts(profiles)
            if self._compares_expert and self._expert is None:
                self._expert = self._measure_expert(measuring, lease.cpu)
        return self._profile

    def _begin(self, driver: _Driver, rng: np.random.Generator, core: int) -> Counts:
        """Begin an episode of one workload; return what the task's own tree costs in it."""
        driver.memo.begin_episode()
        self._fit_sizes(driver, core)
        setup = self._setup(driver, core)
        if refusal := self.backend.refusal(setup):
            name = driver.workload.name
            raise SettingsError(f"backend {self.backend.name} cannot measure {name}: {refusal}")
        draw = self._inputs(driver).tests
        driver.tests = HiddenTests(draw, setup.reference, setup.compare, driver.memo)
        return self.backend.profile(setup, rng)

    def _fit_sizes(self, driver: _Driver, core: int) -> None:
        """Fit the sizes of a workload's timed inputs to this machine, once in the evaluator's life."""
        if driver.fit is None:
            driver.fit = self._sizes.fit(
                driver.problem,
                lambda: self._own_programs(driver, core),
                name=f"{self.task.name}.{driver.workload.name}",
                digest=self.task.digest,
                toolchain=go_toolchain().identity,
            )
            if driver.fit:
                driver.problem = self._sizes.fitted(driver.problem, driver.fit)

    def _own_programs(self, driver: _Driver, core: int) -> OwnPrograms:
        expert: Program | None = None
        with contextlib.suppress(ProblemError):  # that it does not build, `perfgym validate` tells its author
            expert = self._program(driver, self._own.expert(core))
        return OwnPrograms(
            reference=self._program(driver, self._own.base(core)),
            expert=expert,
            null=driver.builder.null_programs(core)[0],
            core=core,
        )

    def _measure_expert(self, rng: np.random.Generator, core: int) -> Interval:
        """The log ratio of the task's own tree to the expert's on this machine."""
        expert = self._own.expert(core)
        text = self._own.expert_text() or ""
        found = combined(
            self._each(lambda driver, setup: self._measured(driver, setup, expert, text, rng), core)
        )
        interval = found.intervals.get(Role.TIME)
        if interval is None or interval.low <= 0.0:
            told = f"{math.exp(interval.estimate):.3f} times as fast as the base" if interval else "not timed"
            raise ProblemError(
                f"the expert of {self.task.name} is not certainly faster here ({told}), so nothing can be "
                "compared with it; choose another reward, such as log_speedup"
            )
        return interval

    @contextlib.contextmanager
    def leased_workloads(self) -> Generator[Mapping[str, MeasurementSetup]]:
        """What is measured of each workload, with the task's own tree as the reference, on a leased core.

        Raises:
            ProblemError: The task's own tree does not build.
            ToolchainMissingError: Go is missing.
        """
        with self._leased() as lease:
            yield {name: self._setup(driver, lease.cpu) for name, driver in self._drivers.items()}

    def required_tests(self) -> RequiredTests:
        """The tests that must pass, by package.

        Raises:
            ProblemError: The task's own tree does not build.
            ToolchainMissingError: Go is missing.
        """
        with self._leased() as lease:
            return self._own.required(lease.cpu)

    # ---- one evaluation ------------------------------------------------------------------------------------

    def evaluate(self, submission: Submission, rng: np.random.Generator) -> Evaluation:
        """Build, test and measure one tree.

        Args:
            submission: The files that an agent may change, as
                :func:`~perfgym.repo.evaluation.measured_tree.submission_of` takes them from a workspace.
            rng: Determines measured inputs, together with the secret key, if the backend counts exactly.

        Raises:
            HarnessError: perfgym itself failed; the submission is not to blame.
        """
        if not self._seed:
            raise HarnessError("evaluate() was called before start_episode()")
        if submission.is_blank:
            return Evaluation(status=Status.NO_CODE, conditions=self.conditions)
        if known := self._known.of(submission):
            return known
        built: Built | None = None
        verdict: Verdict | None = None
        rng = measuring_rng(self.backend, rng)
        with self._leased() as lease:
            timed = StageClock(wait=lease.waited_s)
            try:
                with timed("build"):
                    tree, built = self._build(submission, lease.cpu)
                require(built.build.status)
                if twin := self._known.twin(built.digest):
                    return self._remember(submission, replace(twin, build=built.build), built, lease, timed)
                with timed("test"):
                    verdict = self._verdict(built, tree, submission.text, lease.cpu)
                require(verdict.status)
                with timed("measure"):
                    evaluation = self._gained(built, submission.text, rng, lease.cpu)
                evaluation = replace(evaluation, build=built.build, verdict=verdict)
            except CandidateFailed as failure:
                evaluation = Evaluation(
                    status=failure.status,
                    build=built.build if built else None,
                    verdict=verdict,
                    measured_failure=failure.result,
                )
            return self._remember(submission, evaluation, built, lease, timed)

    def _remember(
        self,
        submission: Submission,
        evaluation: Evaluation,
        built: Built | None,
        lease: Lease,
        timed: StageClock,
    ) -> Evaluation:
        """Complete the record, and keep it for the same submission and the same programs and tests."""
        return self._known.remember(
            submission,
            evaluation,
            digest=built.digest if built else "",
            conditions=self.conditions,
            lease=lease,
            clock=timed,
        )

    def _build(self, submission: Submission, core: int) -> tuple[Tree, Built]:
        try:
            tree = built_tree(tree_of(submission, self.base, self.task), self.task)
        except TreeError as error:
            raise CandidateFailed(
                Status.COMPILE_ERROR,
                TestResult(name="tree", status=Status.COMPILE_ERROR, detail=str(error)),
            ) from error
        return tree, build_tree(tree, self.task, self._sandbox, timeout_s=BUILD_TIMEOUT_S, core=core)

    def _verdict(self, built: Built, tree: Tree, text: str, core: int) -> Verdict:
        """The required tests of the module, and then the hidden inputs of each workload."""
        seed = int.from_bytes(self._seed[:4], "little")
        results = self._go_tests.grade(built.tests, tree, self._own.required(core), seed, core)
        total = len(results)
        known = tree.files.keys() - hidden_paths(self.task)
        for name, driver in self._drivers.items():
            assert driver.tests is not None
            found = driver.tests.grade(self._program(driver, built, text), core)
            total += found.total
            results += [
                # A program could print its input, or what it finds of the workload's own code.
                replace(
                    result,
                    name=f"{name}: {result.name}",
                    stderr=crash_text(result.stderr, self.task.module, known),
                )
                for result in found.results
            ]
        return Verdict(results=tuple(results), total=total)

    def _gained(self, built: Built, text: str, rng: np.random.Generator, core: int) -> Evaluation:
        """What a tree gained that is right: an evaluation with its measurement and further facts."""
        if built.build.digest == self._own.base(core).build.digest:
            measurement = unchanged(self._profile, self.backend, core)
            facts = unchanged_facts(self._expert)
        else:
            each = self._each(lambda driver, setup: self._measured(driver, setup, built, text, rng), core)
            told = self._each(
                lambda driver, setup: self._allocated(driver, setup, built, rng.spawn(1)[0]), core
            )
            factors = {name: driver.fit.factor for name, driver in self._drivers.items() if driver.fit}
            measurement = combined(each)
            facts = evaluation_facts(each, told, factors, self._expert)
        return Evaluation(
            status=Status.ACCEPTED, measurement=replace(measurement, host=fingerprint()), facts=facts
        )

    def _each(self, of: Callable[[_Driver, MeasurementSetup], _Found], core: int) -> Mapping[str, _Found]:
        """Workload -> what a function finds of it."""
        return {name: of(driver, self._setup(driver, core)) for name, driver in self._drivers.items()}

    def _measured(
        self, driver: _Driver, setup: MeasurementSetup, built: Built, text: str, rng: np.random.Generator
    ) -> Measurement:
        program = self._program(driver, built, text)
        measurement = self.backend.measure(setup, program, rng)
        hoard = _hoarded(setup, program, rng)
        return replace(measurement, suspicions=(*measurement.suspicions, *hoard))

    def _allocated(
        self, driver: _Driver, setup: MeasurementSetup, built: Built, rng: np.random.Generator
    ) -> Allocated:
        return measure_allocations(setup, self._program(driver, built), rng)

    # ---- parts ---------------------------------------------------------------------------------------------

    def _program(self, driver: _Driver, built: Built, text: str = "") -> Program:
        return Program(
            source=text,
            artifact=built.programs[driver.workload.name],
            build=built.build,
            language=LANGUAGES[_GO],
            sandbox=self._sandbox,
            limits=driver.builder.run_limits,
        )

    def _inputs(self, driver: _Driver) -> EpisodeInputs:
        return EpisodeInputs(driver.problem, _GO, self._key, self._seed)

    def _setup(self, driver: _Driver, core: int) -> MeasurementSetup:
        whole = measurement_setup(
            driver.problem,
            self._program(driver, self._own.base(core), self._base_text),
            self._inputs(driver),
            self._settings,
            expert=self._own.expert_text(),
            nulls=driver.builder.null_programs(core),
            core=core,
            memo=driver.memo,
        )
        return share_of(whole, len(self._drivers))

    def _leased(self) -> AbstractContextManager[Lease]:
        return lease_core(self._settings.cores, self._settings.lease_timeout_s or math.inf)

    @property
    def conditions(self) -> Conditions:
        """The circumstances of every evaluation.

        The factor of timed inputs is the geometric mean over the workloads.
        """
        conditions = self._memo.once("conditions", self._find_conditions)
        fits = {name: driver.fit for name, driver in self._drivers.items() if driver.fit}
        if not fits:
            return conditions
        logs = [math.log(fits[name].factor) if name in fits else 0.0 for name in self._drivers]
        notes = [f"{name}: {fit.why_not}" for name, fit in fits.items() if fit.why_not]
        return replace(
            conditions, size_factor=math.exp(math.fsum(logs) / len(logs)), size_note="; ".join(notes)
        )

    def _find_conditions(self) -> Conditions:
        return conditions_of(
            digest=self.task.digest,
            key=self._key,
            toolchain=go_toolchain().identity,
            backend=self.backend,
            sandbox=self._sandbox,
        )


def _hoarded(setup: MeasurementSetup, program: Program, rng: np.random.Generator) -> tuple[str, ...]:
    """Whether a program saves time by holding much more memory than the task's own tree does."""
    found = measure_extras(setup, program, _MEMORY, rng.spawn(1)[0], _MEMORY_ROUNDS)
    ours, theirs = found.candidate.peak_memory_bytes, found.reference.peak_memory_bytes
    if ours is None or theirs is None or ours <= _MOST_MEMORY_RATIO * theirs + _MEMORY_SLACK_BYTES:
        return ()
    return (f"it holds {ours / 2**20:.0f} MiB of memory where the base holds {theirs / 2**20:.0f}",)
