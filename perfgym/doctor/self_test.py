"""A program beside itself, on this machine -> how noisy its figures are, and what they can tell.

The A/A self-test: a reference program and the same with a function that nothing calls, which makes
it another binary, are measured in pairs like any submission. Whatever is found is the machine's.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from perfgym.bank import Problem
from perfgym.errors import ProblemError, SettingsError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.machine.leases import lease_core
from perfgym.measure import CpuTimeBackend, MeasurementSetup, time_backend
from perfgym.measure.backends.paired import PairedBackend
from perfgym.measure.pairs import MOST_REDRAWN, log_ratios
from perfgym.measure.statistics import MOST_PAIRS, evaluations, power, smallest_gain
from perfgym.programs.program import Program
from perfgym.records import Pair, Role, Status
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["LEAST_PAIRS", "REPLAYED", "Noise", "measure_noise"]

LEAST_PAIRS = MOST_PAIRS
"""As many as one evaluation may take: fewer might make none."""

REPLAYED = 400
"""Evaluations imagined on stretches of the pairs, to see how often one is wrong."""

_LANGUAGE = "c"
_NEVER_CALLED = "\nint never_called(int x) { return 3 * x; }\n"
_MOST_REDRAWN_SHARE = MOST_REDRAWN / MOST_PAIRS  # of the pairs, as in an evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """What a self-test saw; there is nothing to find, so all of it is the machine's noise.

    Attributes:
        problem: Name of the problem whose reference ran beside itself.
        language: Its language.
        event: What was counted as time.
        core: Logical CPU it ran on.
        log_ratios: log(program / itself), a pair each, in the order taken.
        redrawn: Pairs thrown away because the machine disturbed them.
        noise_floor: Median half-width of the 99 % interval of an evaluation, as a share of time.
        smallest_gain: Share of time saved that 95 % of evaluations find; None when not even 50 % is.
        evaluations: Evaluations that the pairs make, taken one after the other.
        false_alarms: Those of them that tell the program from itself.
        replayed: Evaluations imagined on stretches of the pairs.
        replayed_false_alarms: Those of them that tell the program from itself.
        wall_s: Seconds that the pairs took.
    """

    problem: str
    language: str
    event: str
    core: int
    log_ratios: tuple[float, ...]
    redrawn: int
    noise_floor: float
    smallest_gain: float | None
    evaluations: int
    false_alarms: int
    replayed: int
    replayed_false_alarms: int
    wall_s: float


def _take(
    backend: PairedBackend, bench: MeasurementSetup, itself: Program, wanted: int, step: Callable[[], object]
) -> tuple[list[Pair], int]:
    """As many pairs as wanted, and how many more were drawn again."""
    kept: list[Pair] = []
    redrawn = 0
    for number, taken in enumerate(backend.pairs(bench, itself, np.random.default_rng(0))):
        if taken.judged.status is not Status.ACCEPTED:
            raise ProblemError(
                f"the reference program beside itself was {taken.judged.status}: {taken.judged.detail}"
            )
        if taken.disturbed and number > 0 and redrawn < _MOST_REDRAWN_SHARE * wanted:
            redrawn += 1
        elif number > 0:
            kept.append(taken.pair)
            step()
        if len(kept) == wanted:
            break
    return kept, redrawn


def _backend(settings: Settings) -> PairedBackend:
    return CpuTimeBackend() if settings.backend == CpuTimeBackend.name else time_backend()


def _reference(problem: Problem) -> str:
    if _LANGUAGE not in problem.references:
        raise SettingsError(
            f"{problem.name} has no reference in C, which a self-test runs; it has {list(problem.references)}"
        )
    return problem.references[_LANGUAGE]


def measure_noise(
    problem: Problem,
    sandbox: Sandbox,
    settings: Settings,
    pairs: int,
    step: Callable[[], object] = lambda: None,
) -> Noise:
    """Runs a problem's C reference beside itself; takes about 0.2 s a pair.

    Args:
        problem: Problem whose reference is run.
        sandbox: What it runs in.
        settings: Limits, cores, and whether ``cpu_time`` is to be used where there are counters.
        pairs: Pairs to take, at least :data:`LEAST_PAIRS`.
        step: Called after each pair.

    Raises:
        SettingsError: There are too few pairs, or the problem has no C reference.
        ProblemError: The reference does not build or run.
        MachineError: There is no C compiler, or no core can be leased.
    """
    if pairs < LEAST_PAIRS:
        raise SettingsError(f"a self-test takes at least {LEAST_PAIRS} pairs, got {pairs}")
    source, backend = _reference(problem), _backend(settings)
    evaluator = Evaluator(problem, LANGUAGES[_LANGUAGE], sandbox, backend, settings)
    itself = evaluator.trusted_program(source + _NEVER_CALLED)
    with lease_core(settings.cores) as lease:
        bench = replace(evaluator.bench, core=lease.cpu)
        started = time.monotonic()
        kept, redrawn = _take(backend, bench, itself, pairs, step)
        wall_s = time.monotonic() - started
    ratios = log_ratios(kept, Role.TIME)
    intervals, rng = evaluations(ratios), np.random.default_rng(0)
    nothing = power(ratios, 0.0, rng, REPLAYED)
    return Noise(
        problem=problem.name,
        language=_LANGUAGE,
        event=backend.events()[Role.TIME],
        core=lease.cpu,
        log_ratios=tuple(ratios),
        redrawn=redrawn,
        noise_floor=float(np.expm1(np.median([found.high - found.estimate for found in intervals]))),
        smallest_gain=smallest_gain(ratios, rng),
        evaluations=len(intervals),
        false_alarms=sum(found.significant for found in intervals),
        replayed=REPLAYED,
        replayed_false_alarms=round(REPLAYED * (nothing.found + nothing.lost)),
        wall_s=wall_s,
    )
