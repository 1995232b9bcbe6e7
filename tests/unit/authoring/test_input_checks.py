"""Checks of inputs that cost much to make, or that cost the reference different amounts."""

import itertools
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from perfgym.authoring.input_checks import (
    check_cost_spread,
    check_generator_time,
    check_kinds,
    check_seeds,
    check_variety,
)
from perfgym.authoring.steady import Watch
from perfgym.bank import Problem, TestGroup, load_problem
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import CpuTimeBackend
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import ProcessResult
from perfgym.settings import Settings
from tests.doubles.programs import ended


def told(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """An input that tells its kind, and a number from 0 to 99."""
    return f"{kind} {rng.integers(100)} {size['n']}".encode()


def made_up(generate: object = told) -> Problem:
    """A problem in C with measured inputs of two kinds."""
    problem = load_problem("matmul")
    group = TestGroup(name="measured-cpu_time", size={"n": (9, 9)}, kinds=("plain", "odd"))
    return replace(problem, measured={"c": {"cpu_time": group}}, generate=generate)


@pytest.mark.parametrize(("milliseconds", "holds"), [(0, True), (35, False)])
def test_a_generator_that_takes_long_is_refused(milliseconds: int, holds: bool) -> None:
    """The message names the kind that takes longest."""

    def slow(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
        end = time.thread_time() + milliseconds / 1e3 * (kind == "odd")
        while time.thread_time() < end:
            pass
        return told(rng, size, kind)

    (check,) = check_generator_time(made_up(slow))
    assert check.holds is holds
    assert holds or "for kind odd; work on whole arrays" in check.seen


def test_kinds_that_differ_by_name_alone_are_refused() -> None:
    """A problem cannot pass one kind of input for two."""
    assert [check.holds for check in check_kinds(made_up())] == [True]
    (check,) = check_kinds(made_up(lambda rng, size, _: told(rng, size, "plain")))
    assert not check.holds
    assert "of odd" in check.seen


@pytest.mark.parametrize(
    ("sizes", "holds"), [((1, 500), True), ((42, 426), True), ((43, 500), False), ((1, 425), False)]
)
def test_tests_of_any_size_need_a_wide_range(sizes: tuple[int, int], holds: bool) -> None:
    """It begins at a tenth of the measured size or below, and the measured size lies in it."""
    problem = load_problem("matmul")
    assert problem.tests.any_size
    group = TestGroup(name="measured-cpu_time", size={"n": (420, 426)}, kinds=("random", "negative"))
    any_size = replace(problem.tests.any_size, size={"n": sizes})
    tests = replace(problem.tests, any_size=any_size)
    found = check_variety(replace(problem, tests=tests, measured={"c": {"cpu_time": group}}))
    (check,) = [check for check in found if check.what.startswith("tests for c have sizes")]
    assert check.holds is holds
    assert holds or "the range that spec.md allows" in check.seen


@pytest.mark.parametrize(
    ("odd", "a_number", "seen"),
    [
        (1.0, 0.0, ""),
        (1.08, 0.0, ""),
        (1.3, 0.0, "between kinds odd, which costs more, and plain; leave out a kind"),
        (1.0, 0.02, "between inputs of one kind"),
    ],
)
def test_a_cost_that_depends_on_the_input_is_refused(odd: float, a_number: float, seen: str) -> None:
    """Costs differ by kind, or by what is drawn. The cost of a program's start is left out."""

    def reference(stdin: bytes) -> ProcessResult:
        kind, number, _ = stdin.split()
        factor = (odd if kind == b"odd" else 1.0) * (1 + a_number * int(number))
        return ended(b"", int(40e6 * factor))

    problem = made_up()
    nothing = dict.fromkeys(LANGUAGES["c"].null_programs, lambda _: ended(b"", 1_000_000))
    programs = {problem.references["c"]: reference, **nothing}
    evaluator = Evaluator(problem, LANGUAGES["c"], FakeSandbox(programs), CpuTimeBackend(), Settings())
    (check,) = check_cost_spread(problem, "c", evaluator)
    assert check.what.endswith("(within 10%), timed")
    assert check.holds is (seen == "")
    assert seen in check.seen


@pytest.mark.parametrize(("a_number", "holds"), [(0.0, True), (0.0005, True), (0.002, False)])
def test_a_cost_that_depends_on_the_seed_misses_the_bar(a_number: float, holds: bool) -> None:
    """Twenty seeds draw numbers all over the range, where two inputs of a kind may be alike by chance."""

    def reference(stdin: bytes) -> ProcessResult:
        return ended(b"", int(40e6 * (1 + a_number * int(stdin.split()[1]))))

    problem = made_up()
    nothing = dict.fromkeys(LANGUAGES["c"].null_programs, lambda _: ended(b"", 1_000_000))
    programs = {problem.references["c"]: reference, **nothing}
    evaluator = Evaluator(problem, LANGUAGES["c"], FakeSandbox(programs), CpuTimeBackend(), Settings())
    (check,) = check_seeds(problem, "c", evaluator)
    assert check.what.startswith("the bar: the c reference costs alike over 20 seeds")
    assert check.holds is holds


@pytest.mark.full
def test_noise_that_makes_one_of_many_inputs_dear_is_no_fault_of_the_problem() -> None:
    """The extremes of twenty noisy costs are far apart; compared with each other again, they are not."""
    noise = np.random.default_rng(7)
    problem = made_up()
    nothing = dict.fromkeys(LANGUAGES["c"].null_programs, lambda _: ended(b"", 1_000_000))

    def reference(_: bytes) -> ProcessResult:
        return ended(b"", int(40e6 * np.exp(noise.normal(scale=0.07))))

    programs = {problem.references["c"]: reference, **nothing}
    evaluator = Evaluator(problem, LANGUAGES["c"], FakeSandbox(programs), CpuTimeBackend(), Settings())
    (check,) = check_seeds(problem, "c", evaluator, partial(Watch, pause=lambda _: None))
    assert check.holds or check.advice
    assert "leave out a kind" not in check.seen


def test_a_machine_on_which_equal_work_costs_different_amounts_is_no_fault_of_the_problem() -> None:
    costs = itertools.cycle([40_000_000, 60_000_000])
    problem = made_up()
    nothing = dict.fromkeys(LANGUAGES["c"].null_programs, lambda _: ended(b"", 1_000_000))
    programs = {problem.references["c"]: lambda _: ended(b"", next(costs)), **nothing}
    evaluator = Evaluator(problem, LANGUAGES["c"], FakeSandbox(programs), CpuTimeBackend(), Settings())
    watch = partial(Watch, pause=lambda _: None)
    (check,) = check_cost_spread(problem, "c", evaluator, watch)
    assert (check.holds, check.advice) == (False, True)
    assert "samples of equal work spread 1.5" in check.seen
