"""The whole sequence from a submitted tree to its :class:`~perfgym.records.Evaluation`."""

import contextlib
import math
import time
from collections.abc import Generator, Hashable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from perfgym.errors import HarnessError, ProblemError, SettingsError
from perfgym.evaluation.builder import Builder
from perfgym.evaluation.inputs import SEED_BYTES, EpisodeInputs
from perfgym.languages import LANGUAGES
from perfgym.languages.go_module import go_toolchain
from perfgym.machine.facts import fingerprint
from perfgym.machine.input_key import input_key
from perfgym.machine.leases import lease_core
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
    Measurement,
    Role,
    Status,
    Submission,
    TestResult,
    Verdict,
)
from perfgym.repo.build import Built, build_tree
from perfgym.repo.combine import combined
from perfgym.repo.measured_tree import built_tree, hidden_paths, tree_of
from perfgym.repo.required_tests import GoTests, RequiredTests
from perfgym.repo.task import RepoTask, Workload
from perfgym.repo.tree import Tree, TreeError
from perfgym.repo.withheld import crash_text
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["RepoEvaluator"]

_GO = "go"
_BUILD_TIMEOUT_S = 120.0
_MOST_MEMORY_RATIO, _MEMORY_SLACK_BYTES = 1.5, 16 << 20
_MEMORY = ("memory",)


@dataclass(slots=True)
class _Driver:
    """One workload: its builder, caches and hidden tests."""

    workload: Workload
    builder: Builder
    memo: Memo
    tests: HiddenTests | None = None


class RepoEvaluator:
    """Evaluates trees of one task, an episode at a time.

    A tree is built with the task's workloads. Tests that pass on the task's own tree must pass, and the
    outputs of the workloads must equal those of the task's own tree. Each workload is measured in pairs
    beside that tree. Equal trees keep their result in an episode.

    Args:
        task: The task.
        base: The task's own tree.
        sandbox: Contains everything.
        backend: Counts the cost.
        settings: Limits and cores.
    """

    def __init__(
        self, task: RepoTask, base: Tree, sandbox: Sandbox, backend: Backend, settings: Settings
    ) -> None:
        self.task = task
        self.base = base
        self.backend = backend
        self._sandbox = sandbox
        self._settings = settings
        self._key = input_key()
        self._memo = Memo()
        self._drivers = {name: self._driver(workload) for name, workload in task.workloads.items()}
        any_driver = next(iter(self._drivers.values()))
        self._go_tests = GoTests(task, sandbox, any_driver.builder.run_limits)
        self._known: dict[Hashable, Evaluation] = {}
        self._seed = b""

    def _driver(self, workload: Workload) -> _Driver:
        memo = Memo()
        builder = Builder(workload.problem, LANGUAGES[_GO], self._sandbox, self._settings, memo)
        return _Driver(workload, builder, memo)

    # ---- the episode ---------------------------------------------------------------------------------------

    def start_episode(self, rng: np.random.Generator) -> Counts:
        """Draw the episode's hidden inputs; return the cost of the task's own tree, by role.

        The cost of a role is the geometric mean over the workloads.

        Args:
            rng: Draws the episode's seed.

        Raises:
            SettingsError: The backend cannot measure the task.
            ProblemError: The task's own tree does not build or run.
            ToolchainMissingError: Go is missing.
            HarnessError: The sandbox failed.
        """
        self._seed = rng.bytes(SEED_BYTES)
        self._known = {}
        profiles: list[Counts] = []
        with self._leased() as core:
            base = self._base(core)
            for name, driver in self._drivers.items():
                driver.memo.begin_episode()
                setup = self._setup(driver, base.programs[name], core)
                if refusal := self.backend.refusal(setup):
                    raise SettingsError(f"backend {self.backend.name} cannot measure {name}: {refusal}")
                driver.tests = HiddenTests(
                    self._inputs(driver).tests, setup.reference, setup.compare, driver.memo
                )
                profiles.append(self.backend.profile(setup, self._measuring_rng(rng)))
        roles = [role for role in profiles[0] if all(role in profile for profile in profiles)]
        return {role: math.exp(_mean([math.log(profile[role]) for profile in profiles])) for role in roles}

    def evaluate(self, submission: Submission, rng: np.random.Generator) -> Evaluation:
        """Build, test and measure one tree.

        Args:
            submission: The files that an agent may change, as
                :func:`~perfgym.repo.measured_tree.submission_of` takes them from a workspace.
            rng: Determines measured inputs, together with the secret key, if the backend counts exactly.

        Raises:
            HarnessError: perfgym itself failed; the submission is not to blame.
        """
        if not self._seed:
            raise HarnessError("evaluate() was called before start_episode()")
        if submission.is_blank:
            return Evaluation(status=Status.NO_CODE, conditions=self.conditions)
        if known := self._known.get(submission.key):
            return replace(known, queue_ahead=None, stage_s={})
        evaluation = self._evaluate(submission, self._measuring_rng(rng))
        self._known[submission.key] = evaluation
        return evaluation

    def _evaluate(self, submission: Submission, rng: np.random.Generator) -> Evaluation:
        built: Built | None = None
        verdict: Verdict | None = None
        stage_s: dict[str, float] = {}
        with self._leased() as core:
            base = self._base(core)
            try:
                with _timed(stage_s, "build"):
                    tree, built = self._build(submission, core)
                _require(built.build.status)
                with _timed(stage_s, "test"):
                    verdict = self._verdict(built, tree, core)
                _require(verdict.status)
                with _timed(stage_s, "measure"):
                    each = self._measure(built, base, rng, core)
                measurement = replace(combined(each), host=fingerprint())
                return Evaluation(
                    status=Status.ACCEPTED,
                    conditions=self.conditions,
                    build=built.build,
                    verdict=verdict,
                    measurement=measurement,
                    stage_s=stage_s,
                    facts={"workloads": {name: _shown(one) for name, one in each.items()}},
                )
            except CandidateFailed as failure:
                return Evaluation(
                    status=failure.status,
                    conditions=self.conditions,
                    build=built.build if built else None,
                    verdict=verdict,
                    measured_failure=failure.result,
                    stage_s=stage_s,
                )

    # ---- stages --------------------------------------------------------------------------------------------

    def _build(self, submission: Submission, core: int) -> tuple[Tree, Built]:
        try:
            tree = built_tree(tree_of(submission, self.base, self.task).require(), self.task)
        except TreeError as error:
            raise CandidateFailed(
                Status.COMPILE_ERROR,
                TestResult(name="tree", status=Status.COMPILE_ERROR, detail=str(error)),
            ) from error
        return tree, build_tree(tree, self.task, self._sandbox, timeout_s=_BUILD_TIMEOUT_S, core=core)

    def _verdict(self, built: Built, tree: Tree, core: int) -> Verdict:
        """The required tests of the module, and then the hidden inputs of each workload."""
        seed = int.from_bytes(self._seed[:4], "little") or 1
        results = self._go_tests.grade(built.tests, tree, self._required(core), seed, core)
        total = len(results)
        known = tree.files.keys() - hidden_paths(self.task)
        for name, driver in self._drivers.items():
            assert driver.tests is not None
            found = driver.tests.grade(self._program(driver, built, name), core)
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

    def _measure(
        self, built: Built, base: Built, rng: np.random.Generator, core: int
    ) -> Mapping[str, Measurement]:
        each: dict[str, Measurement] = {}
        for name, driver in self._drivers.items():
            setup = self._setup(driver, base.programs[name], core)
            program = self._program(driver, built, name)
            measurement = self.backend.measure(setup, program, rng)
            hoard = self._hoarded(setup, program, rng)
            each[name] = replace(measurement, suspicions=(*measurement.suspicions, *hoard))
        return each

    def _hoarded(
        self, setup: MeasurementSetup, program: Program, rng: np.random.Generator
    ) -> tuple[str, ...]:
        """Whether a program saves time by holding much more memory than the task's own tree does."""
        found = measure_extras(setup, program, _MEMORY, rng.spawn(1)[0])
        ours, theirs = found.candidate.peak_memory_bytes, found.reference.peak_memory_bytes
        if ours is None or theirs is None or ours <= _MOST_MEMORY_RATIO * theirs + _MEMORY_SLACK_BYTES:
            return ()
        return (f"it holds {ours / 2**20:.0f} MiB of memory where the base holds {theirs / 2**20:.0f}",)

    # ---- parts ---------------------------------------------------------------------------------------------

    def _base(self, core: int) -> Built:
        """The task's own tree, built once."""
        return self._memo.once("base", lambda: self._build_base(core))

    def _build_base(self, core: int) -> Built:
        tree = built_tree(self.base, self.task)
        built = build_tree(tree, self.task, self._sandbox, timeout_s=_BUILD_TIMEOUT_S, core=core)
        if built.build.status is not Status.ACCEPTED:
            raise ProblemError(f"the tree of {self.task.name} does not build: {built.build.diagnostics}")
        return built

    def _required(self, core: int) -> RequiredTests:
        tree = built_tree(self.base, self.task)
        tests = self._base(core).tests
        return self._memo.once("required", lambda: self._go_tests.required(tests, tree, core))

    def _program(self, driver: _Driver, built: Built, name: str) -> Program:
        return Program(
            source="",
            artifact=built.programs[name],
            build=built.build,
            language=LANGUAGES[_GO],
            sandbox=self._sandbox,
            limits=driver.builder.run_limits,
        )

    def _inputs(self, driver: _Driver) -> EpisodeInputs:
        return EpisodeInputs(driver.workload.problem, _GO, self._key, self._seed)

    def _setup(self, driver: _Driver, base: bytes, core: int) -> MeasurementSetup:
        problem, inputs = driver.workload.problem, self._inputs(driver)
        reference = self._program(driver, self._base(core), driver.workload.name)
        return MeasurementSetup(
            reference=replace(reference, artifact=base),
            expert=None,
            nulls=driver.builder.null_programs(core),
            draw=inputs.measured,
            draw_scaled=inputs.measured if problem.scaled else None,
            modes=frozenset(problem.measured.get(_GO, {})),
            unsimulated=problem.unsimulated,
            compare=problem.compare,
            core=core,
            episode=inputs.number,
            timeout_s=self._settings.measure_timeout_s,
            precision=self._settings.precision,
            precision_timeout_s=self._settings.precision_timeout_s,
            memo=driver.memo,
        )

    def _measuring_rng(self, rng: np.random.Generator) -> np.random.Generator:
        return np.random.default_rng() if self.backend.needs_core else rng

    @contextlib.contextmanager
    def _leased(self) -> Generator[int]:
        with lease_core(self._settings.cores, self._settings.lease_timeout_s or math.inf) as lease:
            yield lease.cpu

    @property
    def conditions(self) -> Conditions:
        """The circumstances of every evaluation."""
        return self._memo.once("conditions", self._find_conditions)

    def _find_conditions(self) -> Conditions:
        return Conditions(
            problem_sha256=self.task.digest,
            input_key=self._key.digest,
            toolchain=go_toolchain().identity,
            backend=self.backend.name,
            sandbox=self._sandbox.name,
            sandbox_missing=self._sandbox.missing,
            memory_tier=self._sandbox.memory_tier,
            host=fingerprint(),
            events=self.backend.events(),
            absent=self.backend.absent(),
        )


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _shown(measurement: Measurement) -> dict[str, float]:
    """What an agent is told of one workload: its speed-up and the bounds, and the number of pairs."""
    time_ = measurement.intervals[Role.TIME]
    return {
        "speedup": math.exp(time_.estimate),
        "low": math.exp(time_.low),
        "high": math.exp(time_.high),
        "pairs": len(measurement.pairs),
    }


@contextlib.contextmanager
def _timed(stage_s: dict[str, float], stage: str) -> Generator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        stage_s[stage] = time.perf_counter() - started


def _require(status: Status) -> None:
    if status is not Status.ACCEPTED:
        raise CandidateFailed(status)
