"""The whole sequence, from source text to :class:`~perfgym.records.Evaluation`, on one page."""

import contextlib
import time
from collections.abc import Generator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from perfgym.bank import Problem, bank_folders
from perfgym.errors import HarnessError, ProblemError, SettingsError
from perfgym.languages import Language
from perfgym.machine.facts import fingerprint
from perfgym.machine.leases import Lease, lease_core
from perfgym.measure import Backend, MeasurementSetup, measure_extras
from perfgym.programs.build import compile_submission
from perfgym.programs.check import HiddenTests
from perfgym.programs.program import Program
from perfgym.records import Build, Evaluation, Extras, Measurement, Role, Status, TestResult
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits
from perfgym.settings import Settings

__all__ = ["Evaluator"]

_MAX_SEED = 1 << 63


class Evaluator:
    """Evaluates submissions to one problem in one language, an episode at a time.

    Args:
        problem: What is to be solved.
        language: Language of the submissions.
        sandbox: What contains them.
        backend: What counts their cost.
        settings: Limits and cores.
        scale: What the problem's scaled dimensions are multiplied by in measured inputs.
    """

    def __init__(
        self,
        problem: Problem,
        language: Language,
        sandbox: Sandbox,
        backend: Backend,
        settings: Settings,
        scale: float = 1.0,
    ) -> None:
        self.problem = problem
        self.language = language
        self.sandbox = sandbox
        self.backend = backend
        self._settings = settings
        self.scale = scale
        self._seen: dict[tuple[str, tuple[str, ...]], Evaluation] = {}  # by source and flags
        self._built: dict[str, Evaluation] = {}  # by digest of the program
        self._tests: HiddenTests | None = None
        self._episode = 0
        self._core: int | None = None  # leased at the moment

    def start_episode(self, rng: np.random.Generator) -> Mapping[Role, float]:
        """Draws the episode's hidden tests; what the reference costs, by role.

        Raises:
            SettingsError: The backend cannot measure programs of this problem in this language.
            ProblemError: The reference program does not build or run.
            ToolchainMissingError: The language's toolchain is missing.
            HarnessError: The sandbox failed.
        """
        with self._leased_core():
            if refusal := self.backend.refusal(self.bench):
                raise SettingsError(
                    f"backend {self.backend.name} cannot measure {self.problem.name}: {refusal}"
                )
            self.forget()
            tests = self.problem.draw_tests(rng, self.language.name, self.scale)
            self._tests = HiddenTests(tests, self.bench.reference, self.problem.compare)
            self._episode = int(rng.integers(_MAX_SEED))
            return self.backend.profile(self._bench_here(), rng)

    @contextlib.contextmanager
    def _leased_core(self) -> Generator[Lease]:
        """From the first build to the last run: so nothing is built or tested where others measure."""
        with lease_core(self._settings.cores) as lease:
            self._core = lease.cpu
            try:
                yield lease
            finally:
                self._core = None

    @property
    def limits(self) -> dict[str, float]:
        """What bounds programs, by the names of settings."""
        return self._settings.limits

    def forget(self) -> None:
        """Lets go of what was evaluated in this episode; its hidden tests stay."""
        self._seen, self._built = {}, {}

    def evaluate(self, source: str, rng: np.random.Generator, flags: tuple[str, ...] = ()) -> Evaluation:
        """Builds, tests and measures one submission.

        A source that was submitted before in this episode, and a program that was built before
        from whatever source, keep the result they had: submitting again draws no new luck.

        Args:
            source: Source text, of any content.
            rng: Draws the measured inputs and the order of runs.
            flags: A problem author's, for the compiler.

        Raises:
            HarnessError: perfgym itself failed; the submission is not to blame.
        """
        if self._tests is None:
            raise HarnessError("evaluate() was called before start_episode()")
        if not source.strip():
            return Evaluation(status=Status.NO_CODE)
        if (source, flags) in self._seen:
            return replace(self._seen[source, flags], queue_ahead=None, stage_s={})
        self._seen[source, flags] = evaluation = self._evaluate_new(source, flags, rng)
        return evaluation

    def _evaluate_new(self, source: str, flags: tuple[str, ...], rng: np.random.Generator) -> Evaluation:
        with self._leased_core() as lease:
            stage_s = {"wait": lease.waited_s}
            evaluation = self._build_test_measure(source, flags, rng, stage_s)
        return replace(evaluation, queue_ahead=lease.ahead, stage_s=stage_s)

    def _build_test_measure(
        self, source: str, flags: tuple[str, ...], rng: np.random.Generator, stage_s: dict[str, float]
    ) -> Evaluation:
        with _timed(stage_s, "build"):
            build = self._compile(source, flags)
        if build.status is not Status.ACCEPTED:
            return Evaluation(status=build.status, build=build)
        if build.digest in self._built:
            return replace(self._built[build.digest], build=build)
        evaluation = self._test_and_measure(self._program(source, build), rng, stage_s)
        self._built[build.digest] = evaluation
        return evaluation

    def _test_and_measure(
        self, candidate: Program, rng: np.random.Generator, stage_s: dict[str, float]
    ) -> Evaluation:
        assert self._tests is not None
        with _timed(stage_s, "test"):
            verdict = self._tests.grade(candidate, self._core)
        tested = partial(Evaluation, build=candidate.build, verdict=verdict)
        if verdict.status is not Status.ACCEPTED:
            return tested(status=verdict.status)
        measured = self._measure(self._bench_here(), candidate, rng, stage_s)
        if isinstance(measured, TestResult):
            return tested(status=measured.status, measured_failure=measured)
        measurement, extras = measured
        return tested(status=Status.ACCEPTED, measurement=measurement, extras=extras)

    def _measure(
        self, bench: MeasurementSetup, candidate: Program, rng: np.random.Generator, stage_s: dict[str, float]
    ) -> tuple[Measurement, Extras | None] | TestResult:
        """What counts, and what else was asked for; the first wrong run ends it."""
        with _timed(stage_s, "measure"):
            measured = self.backend.measure(bench, candidate, rng)
        if isinstance(measured, TestResult):
            return measured
        extras = self._extras(bench, candidate, rng, stage_s)
        if isinstance(extras, TestResult):
            return extras
        return replace(measured, host=measured.host or fingerprint()), extras

    def _extras(
        self, bench: MeasurementSetup, candidate: Program, rng: np.random.Generator, stage_s: dict[str, float]
    ) -> Extras | TestResult | None:
        """What else was asked for, in the time that the measurement has left."""
        if not self._settings.extras:
            return None
        left_s = max(bench.timeout_s - stage_s["measure"], 0.0)
        with _timed(stage_s, "extras"):
            # A child: its inputs do not depend on how many pairs a noisy machine has needed.
            own = rng.spawn(1)[0]
            return measure_extras(replace(bench, timeout_s=left_s), candidate, self._settings.extras, own)

    @cached_property
    def bench(self) -> MeasurementSetup:
        """What candidates are measured on: reference and null program, built when first needed."""
        problem, language, scale = self.problem, self.language.name, self.scale
        return MeasurementSetup(
            reference=self.trusted_program(problem.references[language]),
            expert=problem.experts.get(language),
            null=self.trusted_program(self.language.null_program, "null program"),
            draw=lambda rng, mode: problem.draw_measured(rng, language, mode, scale),
            draw_scaled=(lambda rng, mode, factor: problem.draw_measured(rng, language, mode, scale * factor))
            if problem.scaled
            else None,
            modes=frozenset(problem.measured.get(language, {})),
            compare=problem.compare,
            core=-1,
            episode=0,
            timeout_s=self._settings.measure_timeout_s,
        )

    def _bench_here(self) -> MeasurementSetup:
        assert self._core is not None
        return replace(self.bench, core=self._core, episode=self._episode)

    def _compile(self, source: str, flags: tuple[str, ...] = ()) -> Build:
        return compile_submission(
            source,
            self.language,
            self.sandbox,
            timeout_s=self._settings.compile_timeout_s,
            max_source_bytes=self._settings.max_source_bytes,
            hidden=tuple({Path(__file__).parents[1], self.problem.folder.parent, *bank_folders()}),
            flags=flags,
            core=self._core,
        )

    def trusted_program(self, source: str, what: str = "reference") -> Program:
        """A program of our own or of the problem author's, called ``what``; it has to build."""
        build = self._compile(source)
        if build.status is not Status.ACCEPTED:
            raise ProblemError(
                f"the {self.language.name} {what} of {self.problem.name} does not compile: "
                f"{build.diagnostics}"
            )
        return self._program(source, build)

    def _program(self, source: str, build: Build) -> Program:
        limits = Limits(
            wall_s=self._settings.test_timeout_s,
            cpu_s=self._settings.test_timeout_s,
            memory_bytes=self._settings.memory_bytes or self.problem.memory_bytes,
            processes=self._settings.processes,
            output_bytes=self.problem.output_bytes,
        )
        return Program(
            source=source, build=build, language=self.language, sandbox=self.sandbox, limits=limits
        )


@contextlib.contextmanager
def _timed(stage_s: dict[str, float], stage: str) -> Generator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        stage_s[stage] = time.perf_counter() - started
