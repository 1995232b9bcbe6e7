"""How many pairs are taken, in what order, and what ends them; all on fake programs."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from perfgym.measure.cpu_time import CpuTimeBackend
from perfgym.measure.pairs import _orders
from perfgym.types import Measurement, Role, RunResult, Status, TestResult
from tests.fakes import ended, fake_evaluator, product, right

CANDIDATE = "// the candidate"


def measure(program, timeout_s: float = 60.0) -> Measurement | TestResult:
    """The answer for one fake candidate."""
    evaluator = fake_evaluator(CpuTimeBackend(), **{CANDIDATE: program})
    bench = replace(evaluator.bench, timeout_s=timeout_s)
    return evaluator.backend.measure(bench, evaluator.trusted_program(CANDIDATE), np.random.default_rng(0))


def noisy(mean_ns: float, spread: float, seed: int = 0):
    """A right program whose cost varies."""
    rng = np.random.default_rng(seed)
    return lambda stdin: ended(product(stdin), int(mean_ns * np.exp(rng.normal(0, spread))))


def test_a_plain_difference_needs_few_pairs() -> None:
    """Five are the least."""
    answer = measure(right(20_000_000))
    assert isinstance(answer, Measurement)
    assert len(answer.pairs) == 5
    assert answer.intervals[Role.TIME].estimate == pytest.approx(np.log(79 / 19))


def test_noise_takes_all_pairs() -> None:
    """Twenty are the most."""
    answer = measure(noisy(80e6, 0.3))
    assert isinstance(answer, Measurement)
    assert len(answer.pairs) == 20


def test_a_hopeless_candidate_is_given_up_early() -> None:
    """Two pairs show that it is more than three times as slow."""
    answer = measure(right(400_000_000))
    assert isinstance(answer, Measurement)
    assert len(answer.pairs) == 2
    assert answer.intervals[Role.TIME].high < 0


def test_time_running_out_ends_the_pairs() -> None:
    """With nothing measured it is the program's failure."""
    answer = measure(right(), timeout_s=1e-9)
    assert isinstance(answer, TestResult)
    assert answer.status is Status.TIMED_OUT


def test_the_first_wrong_output_ends_the_measurement() -> None:
    """Right at first, wrong later: no number."""
    runs = itertools.count()

    def turns_wrong(stdin: bytes) -> RunResult:
        return ended(product(stdin) if next(runs) < 3 else b"")

    answer = measure(turns_wrong)
    assert isinstance(answer, TestResult)
    assert answer.status is Status.WRONG_OUTPUT


def test_orders_are_balanced_and_reversed_in_turn() -> None:
    """After the warm-up pair each random order is followed by its reverse."""
    _, *orders = itertools.islice(_orders(np.random.default_rng(3)), 41)
    assert sum(orders) == 20
    assert all(first != second for first, second in zip(orders[::2], orders[1::2], strict=True))
    assert len(set(orders[::2])) == 2


def test_a_drift_of_the_machine_does_not_look_like_a_gain() -> None:
    """Everything grows slower from run to run; reference and candidate alike."""
    runs = itertools.count()

    def drifting(stdin: bytes) -> RunResult:
        return ended(product(stdin), int(80e6 * 1.01 ** next(runs)))

    evaluator = fake_evaluator(CpuTimeBackend(), **{CANDIDATE: drifting})
    reference = evaluator.problem.references["c"]
    evaluator.sandbox._programs[reference.encode()] = drifting  # type: ignore[attr-defined]
    candidate = evaluator.trusted_program(CANDIDATE)
    answer = evaluator.backend.measure(evaluator.bench, candidate, np.random.default_rng(0))
    assert isinstance(answer, Measurement)
    assert not answer.intervals[Role.TIME].significant


def test_start_up_is_taken_off_both_sides_but_never_all() -> None:
    """A candidate as cheap as the null program still costs something."""
    answer = measure(right(900_000))
    assert isinstance(answer, Measurement)
    assert answer.startup_ns == 1_000_000
    assert {pair.candidate[Role.TIME] for pair in answer.pairs} == {100_000}
    assert {pair.reference[Role.TIME] for pair in answer.pairs} == {79_000_000}
