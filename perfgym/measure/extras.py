"""What is told of a program on request: wall time, peak memory, and how its cost grows with its input.

All of it is taken from outside, from what the kernel says of each run. Nothing of it is paid for, so
a few runs and their medians do.
"""

import itertools
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from perfgym.measure.backend import MeasurementSetup
from perfgym.programs.judge import judge, trusted_output
from perfgym.programs.program import Program
from perfgym.records import Extras, Figures, Status, TestResult
from perfgym.sandbox.request import ProcessResult

__all__ = ["FACTORS", "measure_extras"]

FACTORS = tuple(2.0 ** (-halvings / 2) for halvings in range(5))
"""What sizes are multiplied by to see how cost grows: from 1, the measured size, down to a quarter."""

_ROUNDS = 5
_NULL_RUNS = 15
_LEAST_SIZES = 3
_LEAST_NET = 0.5  # of the start-up cost: less than that drowns in its spread


@dataclass(frozen=True, slots=True)
class _Runs:
    """Right runs, without their outputs, by what the measured size was multiplied by."""

    reference: dict[float, list[ProcessResult]] = field(default_factory=dict[float, list[ProcessResult]])
    candidate: dict[float, list[ProcessResult]] = field(default_factory=dict[float, list[ProcessResult]])


def measure_extras(
    bench: MeasurementSetup, candidate: Program, asked: Collection[str], rng: np.random.Generator
) -> Extras | TestResult:
    """Runs reference and candidate beside each other a few times more.

    Wall time and memory are medians over five runs on fresh inputs of the measured size. Scaling is
    the slope of log(CPU time less start-up) against log(size): five rounds over five sizes, and the
    median of the slopes between any two sizes of one round (Theil and Sen's estimator, but that sizes of
    different rounds are not compared: a core may have changed its pace between them). Sizes at which a
    program costs less than half of what starting it does are left out; with fewer than three left there
    is no slope. Once ``bench.timeout_s`` is over no further pair is begun; what is missing then is None.

    Args:
        bench: What to measure on.
        candidate: What to measure; it has passed its tests.
        asked: Any of ``"wall"``, ``"memory"`` and ``"scaling"``; for the others nothing is run.
        rng: Draws the inputs.

    Returns:
        What was seen, or the first run of the candidate that was not right.

    Raises:
        ProblemError: The reference failed.
    """
    scaling = "scaling" in asked and bench.draw_scaled is not None
    runs = _take(bench, candidate, _factors(asked, scaling=scaling), rng)
    if isinstance(runs, TestResult):
        return runs
    startup_ns = bench.startup_ns(_NULL_RUNS) if scaling else None
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
    bench: MeasurementSetup, candidate: Program, factors: Sequence[float], rng: np.random.Generator
) -> _Runs | TestResult:
    """Round by round, up and down the sizes, so that what drifts meets all alike; the first alternates."""
    deadline = time.monotonic() + bench.timeout_s
    runs = _Runs()
    for number in range(_ROUNDS):
        for factor in factors if number % 2 == 0 else reversed(factors):
            if time.monotonic() > deadline:
                return runs
            stdin = _input(bench, factor, rng)
            failure = _take_pair(bench, candidate, stdin, factor, runs, reference_first=number % 2 == 0)
            if failure:
                return failure
    return runs


def _input(bench: MeasurementSetup, factor: float, rng: np.random.Generator) -> bytes:
    # Sizes for the clock; a problem that is only simulated has others.
    mode = "cpu_time" if "cpu_time" in bench.modes else min(bench.modes)
    if factor == 1.0 or bench.draw_scaled is None:
        return bench.draw(rng, mode)
    return bench.draw_scaled(rng, mode, factor)


def _take_pair(
    bench: MeasurementSetup,
    candidate: Program,
    stdin: bytes,
    factor: float,
    runs: _Runs,
    *,
    reference_first: bool,
) -> TestResult | None:
    """Adds one run of each program to ``runs``; the candidate's failure where its run was not right."""
    order = (bench.reference, candidate) if reference_first else (candidate, bench.reference)
    first, second = (program.run(stdin, bench.core) for program in order)
    reference, run = (first, second) if reference_first else (second, first)
    expected = trusted_output(reference, stdin)
    judged = judge("extra run", run, lambda got: bench.compare(stdin, expected, got))
    if judged.status is not Status.ACCEPTED:
        return judged
    runs.reference.setdefault(factor, []).append(replace(reference, stdout=b""))
    runs.candidate.setdefault(factor, []).append(replace(run, stdout=b""))
    return None


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
    """Median slope of log cost against log size; None where too few sizes cost enough."""
    least = _LEAST_NET * startup_ns
    net = {factor: [run.cpu_ns - startup_ns for run in some] for factor, some in runs.items()}
    told = {factor: np.maximum(costs, least) for factor, costs in net.items() if np.median(costs) > least}
    if len(told) < _LEAST_SIZES:
        return None
    slopes = [
        np.log(of_one / of_other) / np.log(one / other)
        for (one, costs), (other, others) in itertools.combinations(told.items(), 2)
        for of_one, of_other in zip(costs, others, strict=False)  # those of one round
    ]
    return float(np.median(slopes))
