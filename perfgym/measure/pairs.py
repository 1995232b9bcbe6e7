"""Reference and candidate in pairs until they say enough; pairs that the machine disturbs are drawn again."""

import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from perfgym.measure.backend import MeasurementSetup
from perfgym.measure.core_monitor import CoreMonitor
from perfgym.measure.statistics import enough, overwhelming
from perfgym.programs.judge import judge, trusted_output
from perfgym.programs.program import Program
from perfgym.records import Pair, Role, Status, TestResult
from perfgym.sandbox.request import ProcessResult

__all__ = ["MOST_REDRAWN", "Count", "PairTrial", "Pairs", "log_ratios", "measure_pairs", "take_pairs"]

MOST_REDRAWN = 30
"""Pairs that one evaluation draws again at most, as the machine disturbed them."""

Count = Callable[[Program, bytes], tuple[ProcessResult, Mapping[Role, float]]]
"""Makes one run of a program on an input, and says what it cost by role."""

_LEAST_MEASURED = 2
_WAITED_SHARE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The pairs kept, and how many were not."""

    kept: tuple[Pair, ...]
    redrawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTrial:
    """One pair, what became of the candidate in it, and whether the machine disturbed it."""

    pair: Pair
    judged: TestResult
    disturbed: bool


def log_ratios(pairs: list[Pair] | tuple[Pair, ...], role: Role) -> list[float]:
    """log(reference / candidate) of each pair: above 0 the candidate costs less."""
    return [math.log(pair.reference[role] / pair.candidate[role]) for pair in pairs if role in pair.reference]


def _orders(rng: np.random.Generator) -> Iterator[bool]:
    """Whether the reference goes first: each random order is followed by its reverse (ABBA)."""
    yield True  # the warm-up pair
    while True:
        reference_first = bool(rng.integers(2))
        yield reference_first
        yield not reference_first


def _waited(reference: ProcessResult) -> bool:
    """Whether the reference had to share its core, as it never waits of itself.

    The candidate is not asked: it could arrange to wait whenever it was slow.
    """
    return reference.wall_ns - reference.cpu_ns > _WAITED_SHARE * reference.wall_ns


def _take(
    bench: MeasurementSetup, candidate: Program, stdin: bytes, count: Count, *, reference_first: bool
) -> PairTrial:
    order = (bench.reference, candidate) if reference_first else (candidate, bench.reference)
    watch = CoreMonitor(bench.core)
    watch.look()
    counted: list[tuple[ProcessResult, Mapping[Role, float]]] = []
    for program in order:
        counted.append(count(program, stdin))
        watch.look()
    first, second = counted
    (reference, cost), (run, candidate_cost) = (first, second) if reference_first else (second, first)
    expected = trusted_output(reference, stdin)
    return PairTrial(
        pair=Pair(
            reference=cost,
            candidate=candidate_cost,
            reference_first=reference_first,
            moved_bytes=len(stdin) + len(run.stdout),
        ),
        judged=judge("measured run", run, lambda got: bench.compare(stdin, expected, got)),
        disturbed=watch.disturbed or _waited(reference),
    )


def take_pairs(
    bench: MeasurementSetup, candidate: Program, rng: np.random.Generator, count: Count
) -> Iterator[PairTrial]:
    """Pairs on fresh inputs, without end; the first warms caches and page tables up.

    Args:
        bench: What to measure on.
        candidate: What to measure.
        rng: Draws inputs and orders; equal generators give equal inputs in an equal order.
        count: Makes one run; every count above 0.
    """
    for reference_first in _orders(rng):
        stdin = bench.draw(rng, "cpu_time")
        yield _take(bench, candidate, stdin, count, reference_first=reference_first)


def measure_pairs(
    bench: MeasurementSetup, candidate: Program, rng: np.random.Generator, count: Count
) -> Pairs | TestResult:
    """Runs pairs on fresh inputs until they say enough.

    The first pair warms caches and page tables up; its outputs are checked, its cost is not used.
    A pair in which the core changed its speed, the host took it away, or the reference had to share
    it, is drawn again, at most :data:`MOST_REDRAWN` times in all, unless the difference is
    overwhelming with such pairs and all.
    :func:`~perfgym.measure.statistics.enough` says when the pairs end.

    Args:
        bench: What to measure on.
        candidate: What to measure.
        rng: Draws inputs and orders; equal generators give equal inputs in an equal order.
        count: Makes one run; every count above 0.

    Returns:
        The pairs, or the candidate's first failure.
    """
    deadline = time.monotonic() + bench.timeout_s
    all_pairs: list[Pair] = []
    kept: list[Pair] = []
    for number, taken in enumerate(take_pairs(bench, candidate, rng, count)):
        if taken.judged.status is not Status.ACCEPTED:
            return taken.judged
        if number > 0:
            all_pairs.append(taken.pair)
            if not taken.disturbed or len(all_pairs) - len(kept) > MOST_REDRAWN:
                kept.append(taken.pair)
        if overwhelming(log_ratios(all_pairs, Role.TIME)):
            kept = all_pairs
            break
        if enough(log_ratios(kept, Role.TIME)) or time.monotonic() > deadline:
            break
    if len(kept) < _LEAST_MEASURED:  # a noisy machine is no fault of the program's
        kept = all_pairs
    if len(kept) >= _LEAST_MEASURED:
        return Pairs(kept=tuple(kept), redrawn=len(all_pairs) - len(kept))
    return TestResult(
        name="measured run",
        status=Status.TIMED_OUT,
        detail=f"the measured runs took more than {bench.timeout_s:g} s",
    )
