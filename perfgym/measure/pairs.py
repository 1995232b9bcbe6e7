"""Run reference and candidate in pairs until these are enough; redraw pairs that the machine disturbed."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from perfgym.measure.backend import MeasurementSetup
from perfgym.measure.core_monitor import CoreMonitor
from perfgym.measure.statistics import enough, overwhelming
from perfgym.programs.judge import judge, require_accepted, trusted_output
from perfgym.programs.program import Program
from perfgym.records import CandidateFailed, Counts, Pair, Role, Status, TestResult
from perfgym.sandbox.request import ProcessResult

__all__ = ["MOST_REDRAWN", "CountRun", "PairTrial", "Pairs", "log_ratios", "measure_pairs", "take_pairs"]

MOST_REDRAWN = 30
"""The most pairs that one evaluation discards and draws again because the machine disturbed them."""

CountRun = Callable[[Program, bytes], tuple[ProcessResult, Counts]]
"""Runs a program once on an input; returns the process and its counts by role."""

_LEAST_MEASURED = 2
_WAITED_SHARE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The pairs kept, and the number of pairs discarded."""

    kept: tuple[Pair, ...]
    redrawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTrial:
    """One pair, the verdict on the candidate in it, and whether the machine disturbed it."""

    pair: Pair
    judged: TestResult
    disturbed: bool


def log_ratios(pairs: list[Pair] | tuple[Pair, ...], role: Role) -> list[float]:
    """log(reference / candidate) of each pair: above 0 the candidate costs less."""
    return [math.log(pair.reference[role] / pair.candidate[role]) for pair in pairs if role in pair.reference]


def _orders(rng: np.random.Generator) -> Iterator[bool]:
    """Whether the reference runs first; each random order is followed by its reverse (ABBA)."""
    yield True  # the warm-up pair
    while True:
        reference_first = bool(rng.integers(2))
        yield reference_first
        yield not reference_first


def _waited(reference: ProcessResult) -> bool:
    """Whether the reference had to share its core; a reference never waits of its own accord.

    The candidate's waiting time is ignored, because a slow program could fake it to have its pair discarded.
    """
    return reference.wall_ns - reference.cpu_ns > _WAITED_SHARE * reference.wall_ns


def _take(
    setup: MeasurementSetup, candidate: Program, stdin: bytes, count: CountRun, *, reference_first: bool
) -> PairTrial:
    order = (setup.reference, candidate) if reference_first else (candidate, setup.reference)
    monitor = CoreMonitor(setup.core)
    monitor.sample()
    counted: list[tuple[ProcessResult, Counts]] = []
    for program in order:
        counted.append(count(program, stdin))
        monitor.sample()
    first, second = counted
    (reference, cost), (run, candidate_cost) = (first, second) if reference_first else (second, first)
    expected = trusted_output(reference, stdin)
    return PairTrial(
        pair=Pair(reference=cost, candidate=candidate_cost, moved_bytes=len(stdin) + len(run.stdout)),
        judged=judge("measured run", run, lambda got: setup.compare(stdin, expected, got)),
        disturbed=monitor.disturbed or _waited(reference),
    )


def take_pairs(
    setup: MeasurementSetup, candidate: Program, rng: np.random.Generator, count: CountRun, mode: str
) -> Iterator[PairTrial]:
    """Take pairs on fresh inputs, without end; the first one warms caches and page tables up.

    Args:
        setup: What to measure with.
        candidate: The program to measure.
        rng: Draws inputs and orders; equal generators give equal inputs in an equal order.
        count: Runs one process; every count that it returns is above 0.
        mode: The measured sizes to draw inputs of.
    """
    for reference_first in _orders(rng):
        stdin = setup.draw(rng, mode)
        yield _take(setup, candidate, stdin, count, reference_first=reference_first)


def measure_pairs(
    setup: MeasurementSetup, candidate: Program, rng: np.random.Generator, count: CountRun, mode: str
) -> Pairs:
    """Take pairs on fresh inputs until these are enough.

    The first pair warms caches and page tables up; its outputs are checked, its cost is not used.
    A pair is discarded and drawn again if the core changed its speed, the host took the core away, or the
    reference had to share it: at most :data:`MOST_REDRAWN` times in all, and not if the difference is
    overwhelming with the disturbed pairs included.
    :func:`~perfgym.measure.statistics.enough` says when the pairs end.

    Args:
        setup: What to measure with.
        candidate: The program to measure.
        rng: Draws inputs and orders; equal generators give equal inputs in an equal order.
        count: Runs one process; every count that it returns is above 0.
        mode: The measured sizes to draw inputs of.

    Raises:
        CandidateFailed: A process of the candidate was not right, or time was up before two pairs.
    """
    deadline = time.monotonic() + setup.timeout_s
    all_pairs: list[Pair] = []
    kept: list[Pair] = []
    for number, trial in enumerate(take_pairs(setup, candidate, rng, count, mode)):
        require_accepted(trial.judged)
        if number > 0:
            all_pairs.append(trial.pair)
            if not trial.disturbed or len(all_pairs) - len(kept) > MOST_REDRAWN:
                kept.append(trial.pair)
        if overwhelming(log_ratios(all_pairs, Role.TIME)):
            kept = all_pairs
            break
        if enough(log_ratios(kept, Role.TIME)) or time.monotonic() > deadline:
            break
    if len(kept) < _LEAST_MEASURED:  # a noisy machine is not the program's fault
        kept = all_pairs
    if len(kept) >= _LEAST_MEASURED:
        return Pairs(kept=tuple(kept), redrawn=len(all_pairs) - len(kept))
    detail = f"the measured runs took more than {setup.timeout_s:g} s"
    timed_out = TestResult(name="measured run", status=Status.TIMED_OUT, detail=detail)
    raise CandidateFailed(timed_out.status, timed_out)
