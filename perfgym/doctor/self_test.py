"""The A/A self-test: measure one program against itself to see how noisy this machine is.

The two sides are a reference program and the same program with one more function that nothing calls,
which makes it a different binary. They are measured in pairs like any submission. Neither is faster, so
every difference that is found is noise of the machine.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from perfgym.bank import Problem
from perfgym.doctor.power import evaluations, power, smallest_gain
from perfgym.doctor.row import Row, optional_row
from perfgym.errors import PerfgymError, ProblemError, SettingsError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import CpuTimeBackend, MeasurementSetup, time_backend
from perfgym.measure.backends.paired import PairedBackend
from perfgym.measure.pairs import log_ratios
from perfgym.programs.program import Program
from perfgym.records import Pair, Role, Status
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.settings import Settings, resolve_settings
from perfgym.store import SizeFits, user_size_fits

__all__ = [
    "LEAST_PAIRS",
    "REPLAYED",
    "Noise",
    "measure_noise",
    "run_self_test",
    "self_test_rows",
    "skipped_self_test",
]

LEAST_PAIRS = 30
"""Fewest pairs of a self-test: enough for several evaluations on a machine at rest."""

REPLAYED = 400
"""Evaluations that are replayed on stretches of the pairs, to estimate how often one is wrong."""

_TOPIC = "noise"
_LANGUAGE = "c"
_NEVER_CALLED = "\nint never_called(int x) { return 3 * x; }\n"
_MOST_REDRAWN_SHARE = 1.0  # of the pairs: a busy machine may double the time that a self-test takes
_LARGE_GAIN = 0.05
_MANY_FALSE_ALARMS = 0.03  # of replays, which share their pairs and so vary more than the promised 1 %
_MANY_REDRAWN = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Result of a self-test.

    Attributes:
        problem: Name of the problem whose reference was measured against itself.
        language: Language of the program.
        event: What was counted as time.
        core: Logical CPU it ran on.
        log_ratios: log(program / itself), one per pair, in the order measured.
        redrawn: Pairs that were measured again because the machine disturbed them.
        noise_floor: Median half-width of an evaluation's 99 % interval, as a share of time.
        smallest_gain: Share of time saved that 95 % of evaluations find; None where not even 50 % is found.
        evaluations: Evaluations that the pairs make, one after the other.
        false_alarms: Evaluations that found a difference.
        replayed: Evaluations replayed on stretches of the pairs.
        replayed_false_alarms: Replayed evaluations that found a difference.
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
    backend: PairedBackend, setup: MeasurementSetup, itself: Program, wanted: int, step: Callable[[], object]
) -> tuple[list[Pair], int]:
    """Measure ``wanted`` pairs; the pairs, and how many disturbed ones were measured again."""
    kept: list[Pair] = []
    redrawn = 0
    for number, taken in enumerate(backend.pairs(setup, itself, np.random.default_rng(0))):
        if taken.judged.status is not Status.ACCEPTED:
            raise ProblemError(
                "the reference program, measured against itself, was not accepted: "
                f"{taken.judged.status}: {taken.judged.detail}"
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
            f"{problem.name} has no reference program in C, which the self-test needs; it has references in "
            f"{', '.join(problem.references)}; choose another problem"
        )
    return problem.references[_LANGUAGE]


def measure_noise(
    problem: Problem,
    sandbox: Sandbox,
    settings: Settings,
    pairs: int,
    step: Callable[[], object] = lambda: None,
    size_fits: SizeFits | None = None,
) -> Noise:
    """Measure a problem's C reference against itself. A pair takes about 0.2 s.

    Args:
        problem: Problem whose reference is measured.
        sandbox: Runs the programs.
        settings: Limits, cores, and whether ``cpu_time`` is used even where there are hardware counters.
        pairs: Pairs to measure, at least :data:`LEAST_PAIRS`.
        step: Called after each pair.
        size_fits: Keeps the factors that fit sizes to this machine; None to measure at the problem's own.

    Raises:
        SettingsError: ``pairs`` is too small, or the problem has no C reference.
        ProblemError: The reference does not build or run.
        MachineError: There is no C compiler, or no core can be leased.
    """
    if pairs < LEAST_PAIRS:
        raise SettingsError(f"a self-test takes at least {LEAST_PAIRS} pairs, got {pairs}")
    source, backend = _reference(problem), _backend(settings)
    evaluator = Evaluator(problem, LANGUAGES[_LANGUAGE], sandbox, backend, settings, size_fits=size_fits)
    itself = evaluator.trusted_program(source + _NEVER_CALLED)
    with evaluator.leased() as leased:
        started = time.monotonic()
        kept, redrawn = _take(backend, leased.setup, itself, pairs, step)
        wall_s = time.monotonic() - started
    ratios = log_ratios(kept, Role.TIME)
    intervals, rng = evaluations(ratios), np.random.default_rng(0)
    nothing = power(ratios, 0.0, rng, REPLAYED)
    return Noise(
        problem=problem.name,
        language=_LANGUAGE,
        event=str(backend.events()[Role.TIME]),
        core=leased.lease.cpu,
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


def run_self_test(problem: Problem, pairs: int, step: Callable[[], object]) -> Noise | Row:
    """Measure how noisy this machine is, with the settings of the environment variables.

    Args:
        problem: Problem whose C reference is measured against itself.
        pairs: Pairs to measure.
        step: Called after each pair.

    Returns:
        The noise, or a row that says why it could not be measured.

    Raises:
        SettingsError: The problem has no C reference, or there are too few pairs.
    """
    settings = resolve_settings()
    try:
        with contextlib.closing(make_sandbox(settings.sandbox)) as sandbox:
            return measure_noise(problem, sandbox, settings, pairs, step, user_size_fits())
    except SettingsError:
        raise
    except PerfgymError as error:
        return skipped_self_test(str(error))


def skipped_self_test(why: str) -> Row:
    """The row that stands in place of a self-test that could not be run."""
    return optional_row(_TOPIC, "self-test", "not run", f"the noise of this machine is unknown; {why}")


_QUIETER = "stop other programs on this machine and run `perfgym doctor` again"


def self_test_rows(noise: Noise) -> Iterator[Row]:
    """Put the result of a self-test into words."""
    pairs = len(noise.log_ratios)
    yield optional_row(
        _TOPIC,
        "self-test",
        f"{pairs} pairs of {noise.problem} in {noise.language}, measured against itself by {noise.event} "
        f"on CPU {noise.core} in {noise.wall_s:.0f} s",
    )
    yield optional_row(
        _TOPIC,
        "pairs measured again",
        f"{noise.redrawn}, because the core changed its speed or the host took it away",
        f"measuring takes longer, and the pairs that are kept are disturbed as well; {_QUIETER}"
        if noise.redrawn > _MANY_REDRAWN * pairs
        else "",
    )
    yield optional_row(
        _TOPIC,
        "noise floor",
        f"+-{_percent(noise.noise_floor)}: half-width of a typical evaluation's 99 % confidence interval",
    )
    yield _smallest_gain(noise.smallest_gain)
    yield _false_alarms(noise)


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %"


def _smallest_gain(gain: float | None) -> Row:
    seen = (
        f"{_percent(gain)} of time saved is found by 95 % of evaluations"
        if gain is not None
        else "not even 50 % of time saved is found by 95 % of evaluations"
    )
    few = gain is None or gain > _LARGE_GAIN
    advice = f"gains of 5 % and less are often lost in noise; {_QUIETER}" if few else ""
    return optional_row(_TOPIC, "smallest gain", seen, advice)


def _false_alarms(noise: Noise) -> Row:
    share = noise.replayed_false_alarms / noise.replayed
    seen = (
        f"{noise.false_alarms} in {noise.evaluations} evaluations, {_percent(share)} of {noise.replayed} "
        "replayed ones; at most 1 % is promised"
    )
    advice = f"a program may seem faster or slower than an equal one; {_QUIETER}"
    return optional_row(_TOPIC, "false alarms", seen, advice if share > _MANY_FALSE_ALARMS else "")
