"""Check what a problem's programs cost: the reference's time, the gain of others, and the expert's reward."""

import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from perfgym.authoring.check import Check
from perfgym.authoring.steady import Run, Watch, WatchCore
from perfgym.bank import Problem
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.reward import improvement
from perfgym.languages import LANGUAGES
from perfgym.measure import CpuTimeBackend, MeasurementSetup, SimulatedBackend, merged
from perfgym.records import CandidateFailed, Evaluation, Interval, Measurement, Role, Status

__all__ = [
    "LEAST_HEADROOM",
    "Costs",
    "check_paid",
    "check_times",
    "default_reward",
    "no_expert",
    "times_text",
    "why_not_accepted",
]

_SEED = 1
_LEAST_PAID = 0.5
_REFERENCE_INPUTS = 3
_LEAST_STEP = 1.05  # times that the first step has to be as fast as the reference
_MORE_LOOKS = 2  # at a gain that may lie on either side of a limit
_FINEST = 0.002  # half-width of a log ratio
_PATIENCE_S = 30.0

LEAST_HEADROOM = 1.2
"""How many times as fast as the reference an expert has to be."""


@dataclass(slots=True)
class Costs:
    """Measures what the programs of a problem cost in one language. Needs sizes for CPU time.

    Attributes:
        problem: The problem.
        evaluator: Evaluates programs in the language, by CPU time.
        watch: Makes what looks at the core that programs are measured on.
        needs_expert: Whether a problem without an expert is wrong.
        rng: Draws inputs.
        expert: The evaluation of the expert, once :meth:`checks` has made it; None where there is no expert,
            or where it failed.
        simulated: The same simulated, where the problem has sizes for that.
    """

    problem: Problem
    evaluator: Evaluator
    watch: WatchCore = Watch
    needs_expert: bool = False
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(_SEED))
    expert: Evaluation | None = field(default=None, init=False)
    simulated: Measurement | None = field(default=None, init=False)

    @property
    def language(self) -> str:
        """The language."""
        return self.evaluator.language.name

    def checks(self) -> Iterator[Check]:
        """Check how long the reference takes, and how much faster the first step and the expert are."""
        name = self.language
        try:
            self.evaluator.start_episode(self.rng)
        except ProblemError as error:
            yield Check(what=f"the {name} reference can be measured", holds=False, seen=str(error))
            return
        yield self._reference()
        if name in self.problem.first_steps:
            yield self._first_step()
        if name not in self.problem.experts:
            yield no_expert(name, is_needed=self.needs_expert)
            return
        expert = self.problem.experts[name]
        evaluation = self.evaluation(expert)
        seen = why_not_accepted(evaluation)
        yield Check(what=f"the {name} expert passes all tests", holds=not seen, seen=seen)
        if evaluation.measurement is not None:
            self.expert = evaluation = self.certain(expert, evaluation, math.log(LEAST_HEADROOM))
            assert evaluation.measurement is not None
            yield _headroom(name, CpuTimeBackend.mode, evaluation.measurement)
            self.simulated = yield from _simulated_expert(self.problem, name, self.evaluator)
            yield from check_paid(name, evaluation, self.simulated)

    def evaluation(self, source: str, flags: tuple[str, ...] = ()) -> Evaluation:
        """Evaluate a program in the episode that :meth:`checks` began."""
        return self.evaluator.evaluate(self.evaluator.submission(source, flags), self.rng)

    def certain(self, source: str, evaluation: Evaluation, limit: float) -> Evaluation:
        """Measure a program again, and more precisely, if its log ratio may lie on either side of a limit.

        Args:
            source: The program.
            evaluation: Its evaluation, in which it was accepted.
            limit: The limit, a log ratio.

        Returns:
            The evaluation with the last measurement.
        """
        measured = evaluation.measurement
        assert measured is not None
        for _ in range(_MORE_LOOKS):
            interval = measured.intervals[Role.TIME]
            if not interval.includes(limit):
                break
            measured = self._precisely(source, interval, limit) or measured
        return replace(evaluation, measurement=measured)

    def _precisely(self, source: str, interval: Interval, limit: float) -> Measurement | None:
        """Measure a program more precisely than an evaluation; None where that takes too long."""
        program = self.evaluator.trusted_program(source, "program")
        with self.evaluator.leased() as leased:
            setup = replace(
                leased.setup,
                precision=max(_FINEST, abs(interval.estimate - limit) / 2),
                precision_timeout_s=_PATIENCE_S,
                timeout_s=2 * _PATIENCE_S,
            )
            try:
                return CpuTimeBackend().measure(setup, program, self.rng)
            except CandidateFailed:
                return None

    def _reference(self) -> Check:
        """Check how long the reference takes."""
        low, high = self.evaluator.language.measured_ms
        what = f"the {self.language} reference takes {low:g} to {high:g} ms of CPU time"
        try:
            with self.evaluator.leased() as leased:
                samples_ms = self._samples_ms(leased.setup, leased.lease.cpu, low)
        except MachineError as error:
            return Check(what=what, holds=False, seen=str(error), advice=True)
        milliseconds = float(np.median(samples_ms))
        seen = f"{milliseconds:.0f} ms on this machine"
        return Check(what=what, holds=low <= milliseconds <= high, seen=seen, advice=True)

    def _samples_ms(self, setup: MeasurementSetup, core: int, low_ms: float) -> list[float]:
        backend = CpuTimeBackend()

        def run_on(stdin: bytes) -> Run:
            return lambda: backend.cost(setup, setup.reference, stdin)[Role.TIME] / 1e6

        inputs = [setup.draw(self.rng, backend.mode) for _ in range(_REFERENCE_INPUTS)]
        watch = self.watch(core).about(f"{self.problem.name}, {self.language}")
        return watch.costs([run_on(stdin) for stdin in inputs], matters=low_ms / 4)

    def _first_step(self) -> Check:
        """Check that the first step is right and faster than the reference."""
        step = self.problem.first_steps[self.language]
        evaluation = self.evaluation(step)
        what = f"the {self.language} first step passes all tests"
        if evaluation.measurement is None:
            return Check(what=what, holds=False, seen=why_not_accepted(evaluation))
        evaluation = self.certain(step, evaluation, math.log(_LEAST_STEP))
        assert evaluation.measurement is not None
        what = f"{what} and is at least {_LEAST_STEP:g} times as fast as the reference"
        return check_times(what, evaluation.measurement.intervals[Role.TIME], _LEAST_STEP)


def no_expert(name: str, *, is_needed: bool) -> Check:
    """Return the check that a language without an expert fails.

    Args:
        name: The language.
        is_needed: Whether the problem is wrong without one.
    """
    what = f"there is an expert in {name}, which shows what can be gained"
    seen = f"add expert/{LANGUAGES[name].source_name}"
    return Check(what=what, holds=False, seen=seen, advice=not is_needed)


def why_not_accepted(evaluation: Evaluation) -> str:
    """Why a program was not accepted; empty where it was."""
    if evaluation.status is Status.ACCEPTED:
        return ""
    failed = evaluation.measured_failure or (evaluation.verdict and evaluation.verdict.first_failure)
    if failed:
        return f"{evaluation.status} in {failed.name}: {failed.detail}"
    return f"{evaluation.status} {evaluation.build.diagnostics if evaluation.build else ''}".strip()


def _simulated_expert(
    problem: Problem, name: str, evaluator: Evaluator
) -> Generator[Check, None, Measurement | None]:
    """Check the expert's gain in modelled cycles, where there are sizes for the simulator.

    Returns:
        The simulated measurement; None where nothing could be simulated.
    """
    cannot = evaluator.language.simulated_spread is None
    if cannot or SimulatedBackend.mode not in problem.measured.get(name, {}):
        return None
    what = f"the {name} programs can be simulated"
    try:
        expert = evaluator.trusted_program(problem.experts[name], "expert")
        with evaluator.leased() as leased:
            measured = SimulatedBackend().measure(leased.setup, expert, np.random.default_rng(_SEED))
    except (MachineError, ProblemError) as error:
        yield Check(what=what, holds=False, seen=str(error), advice=isinstance(error, MachineError))
    except CandidateFailed as failure:
        yield Check(what=what, holds=False, seen=f"{failure.status}: {failure}")
    else:
        yield _headroom(name, SimulatedBackend.mode, measured)
        return measured
    return None


def default_reward(evaluation: Evaluation, simulated: Measurement | None) -> float:
    """The default reward of an accepted program.

    Counted as by the backend ``auto`` without hardware counters: time is measured, the rest simulated.
    """
    assert evaluation.measurement is not None
    parts = [evaluation.measurement, *([simulated] if simulated else [])]
    return improvement(replace(evaluation, measurement=merged(parts)))


def check_paid(name: str, evaluation: Evaluation, simulated: Measurement | None) -> Iterator[Check]:
    """Check that the default reward pays the expert at least half of the share of time that it saves."""
    assert evaluation.measurement is not None
    reward = default_reward(evaluation, simulated)
    time = evaluation.measurement.intervals[Role.TIME]
    share = -math.expm1(-time.estimate) if time.significant else 0.0  # noise is paid nothing
    holds = reward >= _LEAST_PAID * share
    advice = (
        "; where the simulator does not see what the reference wastes, leave out the simulated sizes and say"
        ' why in problem.toml: [simulated] absent = "..."'
    )
    yield Check(
        what=f"the {name} expert's reward is at least half of the share of time that it saves",
        holds=holds,
        seen=f"reward {reward:.3f} for {share:.1%} of the time{'' if holds else advice}",
    )


def _headroom(name: str, mode: str, measurement: Measurement) -> Check:
    """Check that the expert is clearly faster than the reference."""
    what = f"the {name} expert is at least {LEAST_HEADROOM:g} times as fast as the reference ({mode})"
    return check_times(what, measurement.intervals[Role.TIME], LEAST_HEADROOM)


def check_times(what: str, interval: Interval, least: float) -> Check:
    """Check that a program is certainly some times as fast as another.

    If the interval includes the limit, the machine is too busy to tell, and the check is advice.
    """
    limit = math.log(least)
    is_open = interval.includes(limit)
    advice = "; the machine is too busy to tell, try again" if is_open else ""
    return Check(
        what=what, holds=interval.low > limit, seen=f"{times_text(interval)}{advice}", advice=is_open
    )


def times_text(interval: Interval) -> str:
    """How many times as fast as the reference a program is, and the bounds of that."""
    return "{:.2f} times ({:.2f} to {:.2f})".format(
        *map(math.exp, (interval.estimate, interval.low, interval.high))
    )
