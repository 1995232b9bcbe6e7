"""Run reference and candidate in pairs until these are enough; redraw pairs that the machine disturbed.

A disturbance is seen from outside, by what is the same for reference and candidate: the speed of the core
between the runs, and the time that the host took. How long a run waited for its core is no sign: if pairs
with a reference that waited were dropped and those with a candidate that waited were kept, equal programs
would differ on a busy machine; if both were dropped, a program could wait on purpose and choose its pairs.
"""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from perfgym.measure.backend import MeasurementSetup
from perfgym.measure.core_monitor import CoreMonitor
from perfgym.measure.startup import STARTUP_ROUNDS, StartUp, net_pair, startup_of
from perfgym.measure.statistics import LEAST_PAIRS, enough, is_look, overwhelming, ratio_interval
from perfgym.programs.judge import judge, require_accepted, trusted_output
from perfgym.programs.program import Program
from perfgym.records import CandidateFailed, Counts, Interval, Pair, Role, Status, TestResult
from perfgym.sandbox.request import ProcessResult

__all__ = [
    "MOST_REDRAWN",
    "CountRun",
    "PairTrial",
    "Pairs",
    "count_startup",
    "log_ratios",
    "measure_pairs",
    "startup_rounds",
    "take_pairs",
]

MOST_REDRAWN = 60
"""The most pairs that one evaluation discards and draws again because the machine disturbed them."""

CountRun = Callable[[Program, bytes], tuple[ProcessResult, Counts]]
"""Runs a program once on an input; returns the process and its counts by role."""

_LEAST_MEASURED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTrial:
    """One pair, the verdict on the candidate in it, and what the machine did meanwhile.

    Attributes:
        pair: Counts of both programs, with the cost of starting a process.
        startup: Counts of each program that does nothing, run beside the pair; empty if they were not run.
        judged: The verdict on the candidate.
        disturbed: Whether the machine disturbed the pair.
        reference_first: Whether the reference ran before the candidate.
        reference: The process of the reference, without its output.
        candidate: The process of the candidate, without its output.
    """

    pair: Pair
    startup: tuple[Counts, ...]
    judged: TestResult
    disturbed: bool
    reference_first: bool
    reference: ProcessResult = field(repr=False)
    candidate: ProcessResult = field(repr=False)


def log_ratios(pairs: Sequence[Pair], role: Role) -> list[float]:
    """log(reference / candidate) of each pair: above 0 the candidate costs less."""
    return [math.log(pair.reference[role] / pair.candidate[role]) for pair in pairs if role in pair.reference]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The pairs kept, and what the machine did to the others.

    Attributes:
        gross: The pairs kept, with the cost of starting a process.
        startup: The cost of starting a process, measured beside the pairs.
        disturbed: Number of pairs that the machine disturbed, kept or not.
        redrawn: Number of pairs discarded.
    """

    gross: tuple[Pair, ...]
    startup: StartUp
    disturbed: int = 0
    redrawn: int = 0

    def net(self) -> tuple[Pair, ...]:
        """The pairs kept, without the cost of starting a process."""
        return tuple(net_pair(pair, self.startup.estimate) for pair in self.gross)

    def ratios(self, role: Role) -> list[float]:
        """log(reference / candidate) of each pair kept, without the cost of starting a process."""
        return log_ratios(self.net(), role)

    def interval(self, role: Role) -> Interval:
        """The interval of the log ratio, which allows for the uncertainty of the start-up."""
        shifted = [
            log_ratios([net_pair(pair, startup) for pair in self.gross], role)
            for startup in (self.startup.low, self.startup.high)
        ]
        return ratio_interval(self.ratios(role), shifted)


def _orders(rng: np.random.Generator) -> Iterator[bool]:
    """Whether the reference runs first; each random order is followed by its reverse (ABBA)."""
    yield True  # the warm-up pair
    while True:
        reference_first = bool(rng.integers(2))
        yield reference_first
        yield not reference_first


def count_startup(setup: MeasurementSetup, count: CountRun) -> tuple[Counts, ...]:
    """Counts of one process of each program that does nothing.

    Raises:
        ProblemError: One of them failed.
    """
    counted = [count(program, b"") for program in setup.nulls]
    for run, _ in counted:
        trusted_output(run, b"")
    return tuple(counts for _, counts in counted)


def startup_rounds(setup: MeasurementSetup, count: CountRun) -> list[tuple[Counts, ...]]:
    """Seven rounds of counts of the programs that do nothing; a round that the machine disturbed is repeated.

    At most :data:`MOST_REDRAWN` rounds are.

    Raises:
        ProblemError: One of the programs failed.
    """
    monitor, kept = CoreMonitor(setup.core), list[tuple[Counts, ...]]()
    for number in range(STARTUP_ROUNDS + MOST_REDRAWN):
        monitor.begin_pair()
        counts = count_startup(setup, count)
        monitor.look()
        missing = STARTUP_ROUNDS - len(kept)
        if not monitor.disturbed or STARTUP_ROUNDS + MOST_REDRAWN - number <= missing:
            kept.append(counts)
        if len(kept) == STARTUP_ROUNDS:
            break
    return kept


def _take(
    setup: MeasurementSetup,
    candidate: Program,
    stdin: bytes,
    count: CountRun,
    monitor: CoreMonitor,
    *,
    reference_first: bool,
    with_startup: bool,
) -> PairTrial:
    order = (setup.reference, candidate) if reference_first else (candidate, setup.reference)
    monitor.begin_pair()
    # Before the pair, not behind it: a candidate that ran just before them could make their start-up dearer.
    startup = count_startup(setup, count) if with_startup else ()
    first = count(order[0], stdin)
    monitor.look()
    second = count(order[1], stdin)
    monitor.look()
    (reference, cost), (run, candidate_cost) = (first, second) if reference_first else (second, first)
    expected = trusted_output(reference, stdin)
    return PairTrial(
        pair=Pair(reference=cost, candidate=candidate_cost, moved_bytes=len(stdin) + len(run.stdout)),
        startup=startup,
        judged=judge("measured run", run, lambda got: setup.compare(stdin, expected, got)),
        disturbed=monitor.disturbed,
        reference_first=reference_first,
        reference=replace(reference, stdout=b""),
        candidate=replace(run, stdout=b""),
    )


def take_pairs(
    setup: MeasurementSetup, candidate: Program, rng: np.random.Generator, count: CountRun, mode: str
) -> Iterator[PairTrial]:
    """Take pairs on fresh inputs, without end; the first one warms caches and page tables up.

    Beside it, and beside the next pairs until seven of them were not disturbed, each program that does
    nothing is run once.

    Args:
        setup: What to measure with.
        candidate: The program to measure.
        rng: Draws inputs and orders; equal generators give equal inputs in an equal order.
        count: Runs one process; every count that it returns is above 0.
        mode: The measured sizes to draw inputs of.
    """
    monitor = CoreMonitor(setup.core)
    rounds = 0
    for number, reference_first in enumerate(_orders(rng)):
        stdin = setup.draw(rng, mode)
        with_startup = rounds < STARTUP_ROUNDS and number <= MOST_REDRAWN
        trial = _take(
            setup,
            candidate,
            stdin,
            count,
            monitor,
            reference_first=reference_first,
            with_startup=with_startup,
        )
        rounds += number > 0 and not trial.disturbed
        yield trial


def measure_pairs(
    setup: MeasurementSetup, candidate: Program, rng: np.random.Generator, count: CountRun, mode: str
) -> Pairs:
    """Take pairs on fresh inputs until these are enough, or until time is up.

    Time is up after ``setup.precision_timeout_s`` if there are seven pairs, else after ``setup.timeout_s``.

    The first pair warms caches and page tables up; its outputs are checked, its cost is not used.
    A pair is discarded and drawn again if the core changed its speed or the host took the core away: at most
    :data:`MOST_REDRAWN` times in all, and not if the difference is overwhelming with the disturbed pairs
    included. :func:`~perfgym.measure.statistics.enough` says when the pairs end. The cost of starting a
    process is measured beside the pairs, and subtracted from all of them anew each time.

    Args:
        setup: What to measure with.
        candidate: The program to measure.
        rng: Draws inputs and orders; equal generators give equal inputs in an equal order.
        count: Runs one process; every count that it returns is above 0.
        mode: The measured sizes to draw inputs of.

    Raises:
        CandidateFailed: A process of the candidate was not right, or time was up before two pairs.
    """
    began = time.monotonic()
    everything: list[PairTrial] = []
    kept: list[PairTrial] = []
    for number, trial in enumerate(take_pairs(setup, candidate, rng, count, mode)):
        require_accepted(trial.judged)
        if number > 0:
            everything.append(trial)
            if not trial.disturbed or len(everything) - len(kept) > MOST_REDRAWN:
                kept.append(trial)
        if _are_overwhelming(everything):
            kept = everything
            break
        spent_s = time.monotonic() - began
        if _are_enough(kept, everything, setup.precision) or spent_s > _limit_s(setup, len(kept)):
            break
    if len(kept) < _LEAST_MEASURED:  # a noisy machine is not the program's fault
        kept = everything
    if len(kept) >= _LEAST_MEASURED:
        return _pairs(kept, everything)
    detail = f"the measured runs took more than {setup.timeout_s:g} s"
    timed_out = TestResult(name="measured run", status=Status.TIMED_OUT, detail=detail)
    raise CandidateFailed(timed_out.status, timed_out)


def _limit_s(setup: MeasurementSetup, kept: int) -> float:
    return setup.timeout_s if kept < LEAST_PAIRS else min(setup.timeout_s, setup.precision_timeout_s)


def _pairs(kept: Sequence[PairTrial], everything: Sequence[PairTrial]) -> Pairs:
    rounds = [trial.startup for trial in kept if trial.startup]
    rounds = rounds or [trial.startup for trial in everything if trial.startup]
    return Pairs(
        gross=tuple(trial.pair for trial in kept),
        startup=startup_of(rounds),
        disturbed=sum(trial.disturbed for trial in everything),
        redrawn=len(everything) - len(kept),
    )


def _are_overwhelming(everything: Sequence[PairTrial]) -> bool:
    return is_look(len(everything)) and overwhelming(_pairs(everything, everything).ratios(Role.TIME))


def _are_enough(kept: Sequence[PairTrial], everything: Sequence[PairTrial], precision: float) -> bool:
    if not is_look(len(kept)):
        return False
    pairs = _pairs(kept, everything)
    return enough(pairs.ratios(Role.TIME), precision, pairs.interval(Role.TIME))
