"""Check what a problem's programs cost: the reference's time, the gain of others, and the expert's reward."""

import math
from collections.abc import Generator, Iterator
from dataclasses import replace

import numpy as np

from perfgym.authoring.check import Check
from perfgym.bank import Problem
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.reward import improvement
from perfgym.measure import CpuTimeBackend, SimulatedBackend, merged
from perfgym.records import CandidateFailed, Evaluation, Interval, Measurement, Role, Status

__all__ = ["LEAST_HEADROOM", "check_costs", "check_paid", "times_text", "why_not_accepted"]

_SEED = 1
_LEAST_PAID = 0.5

LEAST_HEADROOM = 1.2
"""How many times as fast as the reference an expert has to be."""


def check_costs(problem: Problem, name: str, evaluator: Evaluator) -> Iterator[Check]:
    """Check how long the reference takes, and how much faster the first step and the expert are.

    Needs sizes for CPU time.
    """
    rng = np.random.default_rng(_SEED)
    low, high = evaluator.language.measured_ms
    what = f"the {name} reference takes {low:g} to {high:g} ms of CPU time"
    try:
        milliseconds = evaluator.start_episode(rng)[Role.TIME] / 1e6
    except ProblemError as error:
        yield Check(what=f"the {name} reference can be measured", holds=False, seen=str(error))
        return
    seen = f"{milliseconds:.0f} ms on this machine"
    yield Check(what=what, holds=low <= milliseconds <= high, seen=seen, advice=True)
    if name in problem.first_steps:
        yield _first_step(problem, name, evaluator, rng)
    if name not in problem.experts:
        what = f"there is an expert in {name}, which shows what can be gained"
        yield Check(what=what, holds=False, advice=True)
        return
    evaluation = evaluator.evaluate(evaluator.submission(problem.experts[name]), rng)
    seen = why_not_accepted(evaluation)
    yield Check(what=f"the {name} expert passes all tests", holds=not seen, seen=seen)
    if evaluation.measurement is not None:
        yield _headroom(name, CpuTimeBackend.mode, evaluation.measurement)
        simulated = yield from _simulated_expert(problem, name, evaluator)
        yield from check_paid(name, evaluation, simulated)


def _first_step(problem: Problem, name: str, evaluator: Evaluator, rng: np.random.Generator) -> Check:
    """Check that the first step is right and certainly faster than the reference."""
    evaluation = evaluator.evaluate(evaluator.submission(problem.first_steps[name]), rng)
    seen = why_not_accepted(evaluation)
    if evaluation.measurement is not None:
        seen = times_text(evaluation.measurement.intervals[Role.TIME])
    holds = evaluation.accepted and evaluation.faster
    what = f"the {name} first step passes all tests and is certainly faster"
    return Check(what=what, holds=holds, seen=seen)


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


def check_paid(name: str, evaluation: Evaluation, simulated: Measurement | None) -> Iterator[Check]:
    """Check that the default reward pays the expert at least half of the share of time that it saves.

    Counted as by the backend ``auto`` without hardware counters: time is measured, the rest simulated.
    """
    assert evaluation.measurement is not None
    parts = [evaluation.measurement, *([simulated] if simulated else [])]
    reward = improvement(replace(evaluation, measurement=merged(parts)))
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
    interval = measurement.intervals[Role.TIME]
    return Check(
        what=f"the {name} expert is at least {LEAST_HEADROOM:g} times as fast as the reference ({mode})",
        holds=interval.low > math.log(LEAST_HEADROOM),
        seen=times_text(interval),
    )


def times_text(interval: Interval) -> str:
    """How many times as fast as the reference a program is, and the bounds of that."""
    return "{:.2f} times ({:.2f} to {:.2f})".format(
        *map(math.exp, (interval.estimate, interval.low, interval.high))
    )
