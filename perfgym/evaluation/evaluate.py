"""The whole sequence from a submission to its :class:`~perfgym.records.Evaluation`, on one page."""

import contextlib
import math
from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import numpy as np

from perfgym.bank import Problem
from perfgym.errors import HarnessError, ProblemError, SettingsError
from perfgym.evaluation.builder import Builder
from perfgym.evaluation.draw_ahead import DrawnAhead, drawing_ahead
from perfgym.evaluation.fit_sizes import OwnPrograms
from perfgym.evaluation.inputs import SEED_BYTES, EpisodeInputs
from perfgym.evaluation.known import KnownEvaluations
from perfgym.evaluation.machine_sizes import MachineSizes
from perfgym.evaluation.setup import conditions_of, measurement_setup, measuring_rng
from perfgym.evaluation.stage_clock import StageClock, require
from perfgym.languages import Language
from perfgym.machine.facts import fingerprint
from perfgym.machine.input_key import input_key
from perfgym.machine.leases import Lease, lease_core
from perfgym.measure import Backend, MeasurementSetup, SimulatedBackend, measure_extras
from perfgym.measure.backend import CLOCK_MODE
from perfgym.programs.check import HiddenTests
from perfgym.programs.memo import Memo
from perfgym.programs.program import Program
from perfgym.records import (
    Build,
    CandidateFailed,
    Conditions,
    Counts,
    Evaluation,
    Extras,
    Role,
    Status,
    Submission,
    Verdict,
)
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits
from perfgym.settings import Settings
from perfgym.store import SizeFit, SizeFits

__all__ = ["Evaluator", "Leased"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A leased core, and the setup for measuring on it.

    Attributes:
        lease: The lease.
        setup: The setup; its core is the leased one.
    """

    lease: Lease
    setup: MeasurementSetup


class Evaluator:
    """Evaluates submissions to one problem in one language, an episode at a time.

    It keeps two caches. A :class:`~perfgym.programs.memo.Memo` keeps what is computed only once: trusted
    programs and the conditions for good, expected outputs and the cost of the reference for an episode. The
    other keeps the evaluations of the episode.

    Inputs are drawn with the user's secret key (:func:`perfgym.machine.input_key.input_key`). Equal keys and
    seeds give equal hidden tests, and equal inputs to backends that count exactly. Backends that measure time
    get other inputs in each measurement.

    Args:
        problem: The problem to be solved.
        language: Language of the submissions. They begin with the modules imported that the problem preloads.
        sandbox: Contains them.
        backend: Counts their cost.
        settings: Limits and cores.
        scale: Factor of the problem's scaled dimensions in measured inputs.
        size_fits: Keeps the factors that fit the sizes of timed inputs to this machine; None to measure at
            the problem's own sizes. Backends that other work on the core does not disturb have fixed sizes.

    Attributes:
        problem: The problem; once a core was leased, with the sizes that fit this machine.
        language: Language of the submissions.
        sandbox: Contains them.
        backend: Counts their cost.
        scale: Factor of the problem's scaled dimensions in measured inputs.
    """

    def __init__(
        self,
        problem: Problem,
        language: Language,
        sandbox: Sandbox,
        backend: Backend,
        settings: Settings,
        scale: float = 1.0,
        size_fits: SizeFits | None = None,
    ) -> None:
        self.problem = problem
        self.language = language.preloading(problem.preloaded.get(language.name, ()))
        self.sandbox = sandbox
        self.backend = backend
        self.scale = scale
        self._settings = settings
        self._key = input_key()
        self._sizes = MachineSizes(size_fits, backend, self.language, sandbox, settings)
        self._size_fit: SizeFit | None = None
        self._memo = Memo()
        self._builder = Builder(problem, self.language, sandbox, settings, self._memo)
        self._known = KnownEvaluations()
        self._tests: HiddenTests | None = None
        self._seed = b""

    def start_episode(self, rng: np.random.Generator) -> Counts:
        """Draw the episode's hidden tests; return the cost of the reference, by role.

        Args:
            rng: Draws the episode's seed.

        Raises:
            SettingsError: The backend cannot measure programs of this problem in this language.
            ProblemError: The reference program does not build or run.
            ToolchainMissingError: The language's toolchain is missing.
            HarnessError: The sandbox failed.
        """
        self._seed = rng.bytes(SEED_BYTES)
        with self.leased() as leased:
            if refusal := self.backend.refusal(leased.setup):
                raise SettingsError(
                    f"backend {self.backend.name} cannot measure {self.problem.name}: {refusal}"
                )
            self._memo.begin_episode()
            self.forget()
            reference, compare = leased.setup.reference, self.problem.compare
            self._tests = HiddenTests(self._inputs.tests, reference, compare, self._memo)
            return self.backend.profile(leased.setup, measuring_rng(self.backend, rng))

    @property
    def _inputs(self) -> EpisodeInputs:
        return EpisodeInputs(self.problem, self.language.name, self._key, self._seed, self.scale)

    def evaluate(self, submission: Submission, rng: np.random.Generator) -> Evaluation:
        """Build, test and measure one submission.

        A submission that was evaluated before in this episode keeps its result, and so does a program that
        was built before from another source: submitting again draws no new luck.

        Args:
            submission: The submission, of any content.
            rng: Determines the measured inputs, together with the secret key, if the backend counts exactly.

        Raises:
            HarnessError: perfgym itself failed; the submission is not to blame.
        """
        if self._tests is None:
            raise HarnessError("evaluate() was called before start_episode()")
        if submission.is_blank:
            return Evaluation(status=Status.NO_CODE, conditions=self.conditions)
        if known := self._known.of(submission):
            return known
        build: Build | None = None
        verdict: Verdict | None = None
        rng = measuring_rng(self.backend, rng)
        with (
            self.leased() as leased,
            self._drawing_ahead(self._tests, leased.setup, rng) as drawn,
        ):
            setup = replace(leased.setup, draw=drawn.measured)
            timed = StageClock(wait=leased.lease.waited_s)
            try:
                with timed("build"):
                    build, artifact = self._builder.compile(submission, setup.core)
                require(build.status)
                if twin := self._known.twin(build.digest):
                    return self._remember(submission, replace(twin, build=build), leased.lease, timed)
                program = self._builder.program(submission, build, artifact)
                with timed("test"):
                    drawn.await_tests()
                    verdict = self._tests.grade(program, setup.core)
                require(verdict.status)
                with timed("measure"):
                    measurement = self.backend.measure(setup, program, rng)
                extras: Extras | None = None
                if self._settings.extras:
                    with timed("extras"):
                        extras = self._measure_extras(setup, program, rng, timed.stage_s["measure"])
                evaluation = Evaluation(
                    status=Status.ACCEPTED,
                    build=build,
                    verdict=verdict,
                    measurement=replace(measurement, host=fingerprint()),
                    extras=extras,
                )
            except CandidateFailed as failure:
                evaluation = Evaluation(
                    status=failure.status, build=build, verdict=verdict, measured_failure=failure.result
                )
            return self._remember(submission, evaluation, leased.lease, timed)

    def _drawing_ahead(
        self, tests: HiddenTests, setup: MeasurementSetup, rng: np.random.Generator
    ) -> AbstractContextManager[DrawnAhead]:
        any_order = self.backend.needs_core and CLOCK_MODE in setup.modes
        return drawing_ahead(tests.draw, setup.draw, rng if any_order else None, CLOCK_MODE)

    def _remember(
        self, submission: Submission, evaluation: Evaluation, lease: Lease, timed: StageClock
    ) -> Evaluation:
        """Complete the record, and keep it for the same submission and the same program."""
        return self._known.remember(
            submission,
            evaluation,
            digest=evaluation.build.digest if evaluation.build else "",
            conditions=self.conditions,
            lease=lease,
            clock=timed,
        )

    @contextlib.contextmanager
    def leased(self) -> Generator[Leased]:
        """Lease a core, and set everything up for measuring on it.

        The lease lasts from the first build to the last process, so nothing is built or tested on a core
        where somebody else measures.

        Raises:
            MachineError: The cores of this machine are unknown.
            ProblemError: The reference program does not build.
        """
        with lease_core(self._settings.cores, self._settings.lease_timeout_s or math.inf) as lease:
            language = self.language.name
            reference = self.trusted_program(self.problem.references[language], core=lease.cpu)
            self._fit_sizes(lease.cpu)
            setup = measurement_setup(
                self.problem,
                reference,
                self._inputs,
                self._settings,
                expert=self.problem.experts.get(language),
                nulls=self._builder.null_programs(lease.cpu),
                core=lease.cpu,
                memo=self._memo,
            )
            yield Leased(lease=lease, setup=setup)

    def _fit_sizes(self, core: int) -> None:
        """Fit the sizes of timed inputs to this machine, once in the evaluator's life."""
        if self._size_fit is None:
            self._size_fit = self._sizes.fit(self.problem, lambda: self._own_programs(core))
            if self._size_fit:
                self.problem = self._sizes.fitted(self.problem, self._size_fit)

    def _own_programs(self, core: int) -> OwnPrograms:
        problem, language = self.problem, self.language
        expert: Program | None = None
        with contextlib.suppress(ProblemError):  # that it does not build, `perfgym validate` tells its author
            if source := problem.experts.get(language.name):
                expert = self.trusted_program(source, "expert", core)
        return OwnPrograms(
            reference=self.trusted_program(problem.references[language.name], core=core),
            expert=expert,
            null=self._builder.null_programs(core)[0],
            core=core,
        )

    def forget(self) -> None:
        """Drop the evaluations of this episode; its hidden tests stay."""
        self._known.forget()

    @property
    def limits(self) -> dict[str, float]:
        """The limits of programs, by the names of settings."""
        return self._settings.limits

    @property
    def run_limits(self) -> Limits:
        """The limits of one run of a program."""
        return self._builder.run_limits

    @property
    def wanted(self) -> dict[str, float]:
        """How precisely time is measured, and how long that may take, by the names of settings."""
        return {
            "precision": self._settings.precision,
            "precision_timeout_s": self._settings.precision_timeout_s,
        }

    @property
    def conditions(self) -> Conditions:
        """The circumstances of every evaluation by this evaluator."""
        conditions = self._memo.once("conditions", self._find_conditions)
        if self._size_fit is None:
            return conditions
        return replace(conditions, size_factor=self._size_fit.factor, size_note=self._size_fit.why_not)

    def _find_conditions(self) -> Conditions:
        conditions = conditions_of(
            digest=self.problem.digest,
            key=self._key,
            toolchain=self.language.toolchain().identity,
            backend=self.backend,
            sandbox=self.sandbox,
            scale=self.scale,
        )
        return replace(conditions, absent={**self._not_simulated(), **conditions.absent})

    def _not_simulated(self) -> Mapping[Role, str]:
        """Return the roles that the simulator would fill, and why this problem is not simulated."""
        why = f"this problem is not simulated: {self.problem.unsimulated}"
        events = self.backend.events().items() if self.problem.unsimulated else ()
        return {role: why for role, event in events if event.backend == SimulatedBackend.name}

    def _measure_extras(
        self, setup: MeasurementSetup, program: Program, rng: np.random.Generator, spent_s: float
    ) -> Extras:
        """Measure the extra figures that the settings ask for, in the time that the measurement left over."""
        left = replace(setup, timeout_s=max(setup.timeout_s - spent_s, 0.0))
        # A child generator: inputs must not depend on how many pairs a noisy machine needed.
        return measure_extras(left, program, self._settings.extras, rng.spawn(1)[0])

    def submission(self, source: str, flags: tuple[str, ...] = ()) -> Submission:
        """A source text as a submission. Lone surrogates, which no file can hold, become question marks."""
        return self._builder.submission(source, flags)

    def builds(self, submission: Submission) -> bool:
        """Whether a submission can be built; it is neither tested nor measured.

        Raises:
            HarnessError: perfgym itself failed; the submission is not to blame.
        """
        build, _ = self._builder.compile(submission, None)
        return build.status is Status.ACCEPTED

    def trusted_program(self, source: str, what: str = "reference", core: int | None = None) -> Program:
        """Build a program of perfgym or of the problem's author, once.

        Args:
            source: Source text.
            what: The program's name in messages.
            core: Logical CPU that the compiler is pinned to, if given.

        Raises:
            ProblemError: It does not compile.
        """
        return self._builder.trusted_program(source, what, core)
