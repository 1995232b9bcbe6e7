"""Check that a problem's inputs vary in kind and size, are made quickly, and cost alike."""

import contextlib
import itertools
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from perfgym.authoring.check import Check
from perfgym.authoring.steady import Run, UnsteadyError, Watch, WatchCore, times_apart
from perfgym.bank import Problem, TestGroup
from perfgym.errors import HarnessError, MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.measure import CpuTimeBackend, MeasurementSetup, SimulatedBackend
from perfgym.measure.statistics import winsorised_interval
from perfgym.programs.judge import trusted_output
from perfgym.records import Interval, Role

__all__ = ["check_cost_spread", "check_generator_time", "check_kinds", "check_seeds", "check_variety"]

_LEAST_KINDS = 2
_LEAST_RANGE = 10  # times the smallest size of a test must fit into a measured size
_MOST_GENERATE_MS = 30.0
_TIMED_INPUTS = 5
_MOST_SPREAD = 0.10
_INPUTS_OF_A_KIND = 2
_SEEDS = 20
_ROUNDS = 3  # pairs of runs of an input at the first look
_MORE_ROUNDS = 9  # at the second look, where the first one found too much
_UNLIKE = "; leave out a kind, or draw inputs of like cost in generate()"
_DECIDING_ROUNDS = 31  # pairs of the dearest and the cheapest alone, where both looks found too much

_InputsOf = Callable[[Problem, TestGroup], list[tuple[str, bytes]]]
"""A problem and a measured size -> inputs, each with its kind."""


@dataclass(frozen=True, slots=True)
class _Spread:
    """The difference in cost between the dearest and the cheapest of some inputs, or of some kinds.

    Attributes:
        share: The difference, as a share of the median cost.
        where: What the dearest and the cheapest are, in words.
        dear: Numbers of the dearest inputs.
        cheap: Numbers of the cheapest inputs.
    """

    share: float
    where: str
    dear: Sequence[int]
    cheap: Sequence[int]


_SpreadOf = Callable[[Sequence[str], Sequence[float]], _Spread]
"""Kind of each input, and its cost -> the spread."""


def check_variety(problem: Problem) -> Iterator[Check]:
    """Check that no program can lean on the kind or size of the inputs that it meets."""
    tests = problem.tests
    yield Check(
        what="tests have sizes from the whole range of the specification",
        holds=tests.any_size is not None,
        seen=""
        if tests.any_size
        else "add [tests.any_size] to problem.toml, with count, kinds, size and up_to",
    )
    yield Check(
        what="edge cases are tested at measured sizes",
        holds=tests.large is not None,
        seen="" if tests.large else "add [tests.large] to problem.toml, with count and kinds",
    )
    for name, modes in problem.measured.items():
        yield from _ranges(problem, name)
        for mode, group in modes.items():
            several = len(group.kinds) >= _LEAST_KINDS
            yield Check(
                what=f"measured inputs for {name} in mode {mode} mix at least {_LEAST_KINDS} kinds",
                holds=several,
                seen=""
                if several
                else f"all are of kind {group.kinds[0]}; give kinds = [...] in [measured.{name}]",
            )


def _ranges(problem: Problem, language: str) -> Iterator[Check]:
    """Check that each scaled dimension has tests from far below a language's measured size up to it."""
    any_size, modes = problem.tests.any_size, problem.measured[language]
    if any_size is None or not modes:
        return
    measured = next(iter(modes.values())).size
    narrow = [
        f"{dimension} = [{low}, {high}] beside {measured[dimension]}"
        for dimension, (low, high) in any_size.size.items()
        if dimension in problem.scaled
        and not (_LEAST_RANGE * low <= measured[dimension][0] and measured[dimension][1] <= high)
    ]
    yield Check(
        what=f"tests for {language} have sizes from 1/{_LEAST_RANGE} of the measured one up to it",
        holds=not narrow,
        seen=f"{'; '.join(narrow)}; give [tests.any_size] the range that spec.md allows" if narrow else "",
    )


def check_kinds(problem: Problem) -> Iterator[Check]:
    """Check that each kind of measured inputs is another one: the same draw gives other inputs."""
    for name, modes in problem.measured.items():
        for mode, group in modes.items():
            made: dict[bytes, str] = {}
            for kind in group.kinds:
                made.setdefault(_one_input(problem, group, kind, np.random.default_rng(0)), kind)
            alike = [kind for kind in group.kinds if kind not in made.values()]
            yield Check(
                what=f"the kinds of measured inputs for {name} in mode {mode} differ",
                holds=not alike,
                seen=f"generate() makes equal inputs of another kind and of {', '.join(alike)}"
                if alike
                else "",
            )


def _one_input(problem: Problem, group: TestGroup, kind: str, rng: np.random.Generator) -> bytes:
    ((name, size, _),) = group.draw(rng)
    return problem.make_input(name, rng, size, kind)


def _generate_ms(problem: Problem, group: TestGroup, kind: str) -> float:
    """Median CPU milliseconds of making one input."""
    spent: list[float] = []
    for seed in range(_TIMED_INPUTS):
        rng = np.random.default_rng(seed)
        started = time.thread_time()
        _one_input(problem, group, kind, rng)
        spent.append((time.thread_time() - started) * 1e3)
    return float(np.median(spent))


def check_generator_time(problem: Problem) -> Iterator[Check]:
    """Check that measured inputs are made quickly: each pair of runs needs a fresh one."""
    for name, modes in problem.measured.items():
        for mode, group in modes.items():
            costs = {kind: _generate_ms(problem, group, kind) for kind in group.kinds}
            slowest = max(costs, key=lambda kind: costs[kind])
            quick = costs[slowest] <= _MOST_GENERATE_MS
            advice = "" if quick else "; work on whole arrays instead of single items"
            yield Check(
                what=f"generate() makes an input for {name} in mode {mode} "
                f"in at most {_MOST_GENERATE_MS:g} ms of CPU time",
                holds=quick,
                seen=f"{costs[slowest]:.1f} ms (median) for kind {slowest}{advice}",
            )


def _few(problem: Problem, group: TestGroup) -> list[tuple[str, bytes]]:
    """Two inputs of each kind."""
    return [
        (kind, _one_input(problem, group, kind, np.random.default_rng(seed)))
        for kind in group.kinds
        for seed in range(_INPUTS_OF_A_KIND)
    ]


def _many(problem: Problem, group: TestGroup) -> list[tuple[str, bytes]]:
    """One input of each of twenty seeds; the kinds take turns."""
    kinds = itertools.cycle(group.kinds)
    return [
        (kind, _one_input(problem, group, kind, np.random.default_rng(seed)))
        for seed, kind in zip(range(_SEEDS), kinds, strict=False)
    ]


def _modelled(setup: MeasurementSetup, inputs: list[tuple[str, bytes]]) -> list[float]:
    """Modelled cycles of the reference on each input.

    They count mispredicted branches and misses too: instructions alone do not tell sorted values from
    shuffled ones.
    """
    backend = SimulatedBackend()
    costs: list[float] = []
    for _, stdin in inputs:
        run, counts = backend.count(setup.reference, stdin, setup)
        trusted_output(run, stdin)
        costs.append(counts[Role.TIME])
    return costs


def _timed(runs: Sequence[Run], rounds: int, watch: Watch) -> list[float]:
    """CPU time of the reference on each input, as a multiple of that on the first input.

    Each run is compared with one on the first input just beside it, and the median of some ratios is taken,
    so that a machine that changes its speed does not make costs look different. The first input is compared
    with itself, too.

    Raises:
        UnsteadyError: The first input costs something else than itself.
    """
    ratios = watch.ratios(runs, runs[0], rounds)
    if times_apart([ratios[0], 1.0]) > 1 + _MOST_SPREAD / 2:
        apart = times_apart([ratios[0], 1.0])
        raise UnsteadyError(f"samples of equal work spread {apart:.2f} times: the machine is busy")
    return ratios


def _spread(kinds: Sequence[str], costs: Sequence[float]) -> _Spread:
    """The spread between kinds, or within one of them if that is larger."""
    middle = float(np.median(costs))
    numbers = {kind: [i for i, other in enumerate(kinds) if other == kind] for kind in kinds}
    medians = {kind: float(np.median([costs[i] for i in own])) for kind, own in numbers.items()}
    dear, cheap = max(medians, key=lambda kind: medians[kind]), min(medians, key=lambda kind: medians[kind])
    where = f"kinds {dear}, which costs more, and {cheap}"
    between = _Spread((medians[dear] - medians[cheap]) / middle, where, numbers[dear], numbers[cheap])
    within = [_between_inputs(own, costs, middle, "inputs of one kind") for own in numbers.values()]
    return max(between, *within, key=lambda spread: spread.share)


def _whole_spread(kinds: Sequence[str], costs: Sequence[float]) -> _Spread:
    """The spread between all inputs."""
    found = _between_inputs(range(len(costs)), costs, float(np.median(costs)), "")
    ((dear,), (cheap,)) = found.dear, found.cheap
    return replace(found, where=f"inputs of kinds {kinds[dear]} and {kinds[cheap]}")


def _between_inputs(numbers: Sequence[int], costs: Sequence[float], middle: float, where: str) -> _Spread:
    dear, cheap = max(numbers, key=lambda i: costs[i]), min(numbers, key=lambda i: costs[i])
    return _Spread((costs[dear] - costs[cheap]) / middle, where, [dear], [cheap])


def check_cost_spread(
    problem: Problem, name: str, evaluator: Evaluator, watch: WatchCore = Watch
) -> Iterator[Check]:
    """Check that the reference costs alike on all measured inputs, whatever their kind and seed.

    Costs are modelled where the problem has sizes to simulate in this language, otherwise measured.

    Args:
        problem: The problem.
        name: The language.
        evaluator: Builds the reference, and leases a core.
        watch: Makes what looks at the core.
    """
    what = f"the {name} reference costs alike on all measured inputs (within {_MOST_SPREAD:.0%})"
    yield from _cost_spread(problem, what, evaluator, watch, _few, _spread)


def check_seeds(
    problem: Problem, name: str, evaluator: Evaluator, watch: WatchCore = Watch
) -> Iterator[Check]:
    """Check the same over twenty seeds, where the dearest input is compared with the cheapest.

    Args:
        problem: The problem.
        name: The language.
        evaluator: Builds the reference, and leases a core.
        watch: Makes what looks at the core.
    """
    what = f"the bar: the {name} reference costs alike over {_SEEDS} seeds (within {_MOST_SPREAD:.0%})"
    yield from _cost_spread(problem, what, evaluator, watch, _many, _whole_spread)


def _cost_spread(
    problem: Problem,
    what: str,
    evaluator: Evaluator,
    watch: WatchCore,
    inputs_of: _InputsOf,
    spread_of: _SpreadOf,
) -> Iterator[Check]:
    modes = problem.measured[evaluator.language.name]
    try:
        with evaluator.leased() as leased:
            if SimulatedBackend.mode in modes:
                with contextlib.suppress(MachineError):  # what cannot be simulated here can be timed
                    inputs = inputs_of(problem, modes[SimulatedBackend.mode])
                    spread = spread_of([kind for kind, _ in inputs], _modelled(leased.setup, inputs))
                    yield _alike(f"{what}, simulated", spread)
                    return
            inputs = inputs_of(problem, modes[CpuTimeBackend.mode])
            watched = watch(leased.lease.cpu).about(f"{problem.name}, {evaluator.language.name}")
            yield _timed_spread(f"{what}, timed", leased.setup, inputs, watched, spread_of)
    except MachineError as error:
        yield Check(what=what, holds=False, seen=str(error), advice=True)
    except (ProblemError, HarnessError):
        return  # the reference does not build or run; other checks say so


def _timed_spread(
    what: str, setup: MeasurementSetup, inputs: list[tuple[str, bytes]], watch: Watch, spread_of: _SpreadOf
) -> Check:
    """Look at the spread; where it is too large, look again with more pairs, and then at the extremes alone.

    The dearest and the cheapest of many inputs are also those that noise made so. Only a comparison of the
    two that does not choose among others says what they cost.
    """
    backend = CpuTimeBackend()

    def cost_of(stdin: bytes) -> float:
        return backend.cost(setup, setup.reference, stdin)[Role.TIME]

    runs: list[Run] = [partial(cost_of, stdin) for _, stdin in inputs]

    def look(rounds: int) -> _Spread:
        costs = watch.again(partial(_timed, runs, rounds, watch))
        return spread_of([kind for kind, _ in inputs], costs)

    spread = look(_ROUNDS)
    if spread.share > _MOST_SPREAD:
        spread = look(_MORE_ROUNDS)
    if spread.share <= _MOST_SPREAD:
        return _alike(what, spread)

    def total(numbers: Sequence[int]) -> Run:
        return lambda: math.fsum(runs[i]() for i in numbers)

    ratios = watch.pairs(total(spread.dear), total(spread.cheap), _DECIDING_ROUNDS)
    return _certainly_alike(what, spread.where, winsorised_interval([math.log(ratio) for ratio in ratios]))


def _alike(what: str, spread: _Spread) -> Check:
    holds = spread.share <= _MOST_SPREAD
    advice = "" if holds else _UNLIKE
    return Check(what=what, holds=holds, seen=f"{spread.share:.1%} between {spread.where}{advice}")


def _certainly_alike(what: str, where: str, ratio: Interval) -> Check:
    """The check by the interval of a log ratio; advice if the machine is too busy to tell."""
    limit = math.log1p(_MOST_SPREAD)
    low, share, high = (math.expm1(value) for value in (ratio.low, ratio.estimate, ratio.high))
    seen = f"{share:.1%} ({low:.1%} to {high:.1%}) between {where}"
    if ratio.includes(limit):
        return Check(what=what, holds=False, seen=f"{seen}; the machine is too busy to tell", advice=True)
    holds = ratio.high < limit
    return Check(what=what, holds=holds, seen=seen if holds else f"{seen}{_UNLIKE}")
