"""Reference and candidate in pairs, until the interval is narrow or the difference is plain."""

import math
import time
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from perfgym.judging import judge, trusted_output
from perfgym.measure.bench import Bench
from perfgym.measure.statistics import enough
from perfgym.program import Program
from perfgym.types import Pair, Role, RunResult, Status, TestResult

__all__ = ["log_ratios", "measure_pairs"]

Count = Callable[[Program, bytes], tuple[RunResult, Mapping[Role, float]]]
"""Makes one run of a program on an input, and says what it cost by role."""

_LEAST_MEASURED = 2


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


def _run_pair(
    bench: Bench, candidate: Program, stdin: bytes, count: Count, *, reference_first: bool
) -> tuple[Pair, TestResult]:
    order = (bench.reference, candidate) if reference_first else (candidate, bench.reference)
    first, second = (count(program, stdin) for program in order)
    reference, measured = (first, second) if reference_first else (second, first)
    expected = trusted_output(reference[0], stdin)
    judged = judge("measured run", measured[0], lambda got: bench.compare(stdin, expected, got))
    return Pair(reference=reference[1], candidate=measured[1], reference_first=reference_first), judged


def measure_pairs(
    bench: Bench, candidate: Program, rng: np.random.Generator, count: Count
) -> tuple[Pair, ...] | TestResult:
    """Runs pairs on fresh inputs until they say enough.

    The first pair warms caches and page tables up; its outputs are checked, its cost is not used.
    :func:`~perfgym.measure.statistics.enough` says when they end.

    Args:
        bench: What to measure on.
        candidate: What to measure.
        rng: Draws inputs and orders; equal generators give equal inputs in an equal order.
        count: Makes one run; every count above 0.

    Returns:
        The pairs, or the candidate's first failure.
    """
    deadline = time.monotonic() + bench.timeout_s
    pairs: list[Pair] = []
    for number, reference_first in enumerate(_orders(rng)):
        stdin = bench.draw(rng, "cpu_time")
        pair, judged = _run_pair(bench, candidate, stdin, count, reference_first=reference_first)
        if judged.status is not Status.ACCEPTED:
            return judged
        if number > 0:
            pairs.append(pair)
        if enough(log_ratios(pairs, Role.TIME)):
            return tuple(pairs)
        if time.monotonic() > deadline:
            break
    if len(pairs) >= _LEAST_MEASURED:
        return tuple(pairs)
    return TestResult(
        name="measured run",
        status=Status.TIMED_OUT,
        detail=f"the measured runs took more than {bench.timeout_s:g} s",
    )
