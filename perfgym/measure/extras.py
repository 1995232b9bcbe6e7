"""Extra figures on request: wall time, peak memory, and how the cost grows with the input.

All figures are taken from outside the program, from what the kernel reports of each process. They are not
part of the reward, so the medians of a few runs suffice.
"""

import itertools
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from perfgym.measure.backend import CLOCK_MODE, MeasurementSetup
from perfgym.programs.judge import judge, require_accepted, trusted_output
from perfgym.programs.program import Program
from perfgym.records import Extras, Figures
from perfgym.sandbox.request import ProcessResult

__all__ = ["FACTORS", "measure_extras"]

FACTORS = tuple(2.0 ** (-halvings / 2) for halvings in range(5))
"""Factors of the measured size at which cost is measured to see how it grows: from 1 down to a quarter."""

_ROUNDS = 5
_NULL_RUNS = 15
_LEAST_SIZES = 3
_LEAST_NET = 0.5  # of the start-up cost: anything less is lost in its spread


@dataclass(frozen=True, slots=True)
class _Runs:
    """Correct processes, without their outputs, by the factor of the measured size."""

    reference: dict[float, list[ProcessResult]] = field(default_factory=dict[float, list[ProcessResult]])
    candidate: dict[float, list[ProcessResult]] = field(default_factory=dict[float, list[ProcessResult]])


def measure_extras(
    setup: MeasurementSetup,
    candidate: Program,
    asked: Collection[str],
    rng: np.random.Generator,
    rounds: int = _ROUNDS,
) -> Extras:
    """Run reference and candidate beside each other a few more times.

    Wall time and memory are medians over one process a round, on fresh inputs of the measured size. Scaling
    is the slope of log(CPU time without start-up) against log(size): all rounds over five sizes, and the
    median of the slopes between any two sizes of one round (Theil and Sen's estimator, except that sizes of
    different rounds are not compared, because a core may have changed its speed between them). Sizes at which
    a program costs less than half of its start-up are left out; with fewer than three left there is no slope.
    Once ``setup.timeout_s`` is over no further pair is begun; figures that are missing then are None.

    Args:
        setup: What to measure with.
        candidate: The program to measure; it has passed its tests.
        asked: Any of ``"wall"``, ``"memory"`` and ``"scaling"``; nothing is run for the others.
        rng: Draws the inputs, of the sizes that suit the clock if the problem has them.
        rounds: Number of rounds.

    Raises:
        CandidateFailed: A process of the candidate was not right.
        ProblemError: The reference failed.
    """
    scaling = "scaling" in asked and setup.draw_scaled is not None
    runs = _take(setup, candidate, _factors(asked, scaling=scaling), rng, rounds)
    startup_ns = setup.startup_ns(_NULL_RUNS) if scaling else None
    return Extras(
        asked=tuple(asked),
        reference=_figures(runs.reference, asked, startup_ns),
        candidate=_figures(runs.candidate, asked, startup_ns),
    )


def _factors(asked: Collection[str], *, scaling: bool) -> tuple[float, ...]:
    if scaling:
        return FACTORS
    return (1.0,) if {"wall", "memory"} & set(asked) else ()


def _take(
    setup: MeasurementSetup,
    candidate: Program,
    factors: Sequence[float],
    rng: np.random.Generator,
    rounds: int,
) -> _Runs:
    """Run pairs in rounds up and down the sizes, so that drift affects all sizes alike."""
    deadline = time.monotonic() + setup.timeout_s
    runs = _Runs()
    for number in range(rounds):
        for factor in factors if number % 2 == 0 else reversed(factors):
            if time.monotonic() > deadline:
                return runs
            stdin = _input(setup, factor, rng)
            _take_pair(setup, candidate, stdin, factor, runs, reference_first=number % 2 == 0)
    return runs


def _input(setup: MeasurementSetup, factor: float, rng: np.random.Generator) -> bytes:
    mode = CLOCK_MODE if CLOCK_MODE in setup.modes else min(setup.modes)
    if factor == 1.0 or setup.draw_scaled is None:
        return setup.draw(rng, mode)
    return setup.draw_scaled(rng, mode, factor)


def _take_pair(
    setup: MeasurementSetup,
    candidate: Program,
    stdin: bytes,
    factor: float,
    runs: _Runs,
    *,
    reference_first: bool,
) -> None:
    """Add one process of each program to ``runs``."""
    order = (setup.reference, candidate) if reference_first else (candidate, setup.reference)
    first, second = (program.run(stdin, setup.core) for program in order)
    reference, run = (first, second) if reference_first else (second, first)
    expected = trusted_output(reference, stdin)
    require_accepted(judge("extra run", run, lambda got: setup.compare(stdin, expected, got)))
    runs.reference.setdefault(factor, []).append(replace(reference, stdout=b""))
    runs.candidate.setdefault(factor, []).append(replace(run, stdout=b""))


def _median(runs: Sequence[ProcessResult], figure: Callable[[ProcessResult], float]) -> float:
    return float(np.median([figure(run) for run in runs]))


def _figures(
    runs: Mapping[float, Sequence[ProcessResult]], asked: Collection[str], startup_ns: float | None
) -> Figures:
    full = runs.get(1.0, ())
    return Figures(
        wall_s=_median(full, lambda run: run.wall_ns) / 1e9 if full and "wall" in asked else None,
        peak_memory_bytes=_median(full, lambda run: run.peak_rss_bytes)
        if full and "memory" in asked
        else None,
        scaling=None if startup_ns is None else _exponent(runs, startup_ns),
    )


def _exponent(runs: Mapping[float, Sequence[ProcessResult]], startup_ns: float) -> float | None:
    """Median slope of log cost against log size; None if too few sizes cost enough."""
    least = _LEAST_NET * startup_ns
    net = {factor: [run.cpu_ns - startup_ns for run in some] for factor, some in runs.items()}
    usable = {factor: np.maximum(costs, least) for factor, costs in net.items() if np.median(costs) > least}
    if len(usable) < _LEAST_SIZES:
        return None
    slopes = [
        np.log(of_one / of_other) / np.log(one / other)
        for (one, costs), (other, others) in itertools.combinations(usable.items(), 2)
        for of_one, of_other in zip(costs, others, strict=False)  # those of one round
    ]
    return float(np.median(slopes))
