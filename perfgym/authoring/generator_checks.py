"""Check that a generator makes inputs of every kind and size, from nothing but the seed."""

from collections.abc import Generator, Iterable, Iterator

import numpy as np

from perfgym.authoring.check import Check
from perfgym.bank import Problem
from perfgym.errors import ProblemError
from perfgym.measure import FACTORS
from perfgym.records import TestCase

__all__ = ["SEEDS", "check_generator", "check_scaling", "drawn_tests"]

SEEDS = (1, 2)
"""Seeds of the episodes whose inputs are looked at."""


def drawn_tests(problem: Problem, seed: int, language: str = "") -> list[TestCase]:
    """Draw the tests of a language; without one, those that all languages share."""
    return list(problem.draw_tests(np.random.default_rng(seed), language))


def _every_kind(problem: Problem) -> Iterator[bytes]:
    """Generate an input of each kind that an episode may draw, at measured sizes."""
    tests = (problem.tests.any_size, problem.tests.large)
    for language, modes in problem.measured.items():
        for group in modes.values():
            rng = np.random.default_rng(SEEDS[0])
            ((name, size, _),) = group.draw(rng)
            for kind in {*group.kinds, *(kind for one in tests if one for kind in one.kinds)}:
                yield problem.make_input(f"{name} of {language}", rng, size, kind)


def check_generator(problem: Problem, languages: Iterable[str]) -> Generator[Check, None, bool]:
    """Check that inputs can be generated and depend on the seed alone.

    Args:
        problem: The problem.
        languages: Languages whose tests are drawn too.

    Returns:
        True if they can be generated; without inputs no program can be run.
    """
    names = ["", *languages]
    try:
        first, again, other = (
            [test.stdin for name in names for test in drawn_tests(problem, seed, name)]
            for seed in (SEEDS[0], SEEDS[0], SEEDS[1])
        )
        for _ in _every_kind(problem):
            pass
    except ProblemError as error:
        yield Check(what="all inputs can be generated", holds=False, seen=str(error))
        return False
    yield Check(what="all inputs can be generated", holds=True)
    yield Check(what="equal seeds give equal inputs", holds=first == again)
    yield Check(what="different seeds give different inputs", holds=first != other)
    return True


def check_scaling(problem: Problem) -> Iterator[Check]:
    """Check that measured inputs can be scaled down, as backends with small inputs need."""
    smallest = min(FACTORS)
    for language, modes in problem.measured.items():
        for mode in modes if problem.scaled else ():
            seen = ""
            try:
                problem.draw_measured(np.random.default_rng(SEEDS[0]), language, mode, smallest)
            except ProblemError as error:
                seen = str(error)
            yield Check(
                what=f"inputs for {language} in mode {mode} can be scaled down ({', '.join(problem.scaled)})",
                holds=not seen,
                seen=seen,
            )
