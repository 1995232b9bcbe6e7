"""Extra figures on request: their values, the runs that they take, and the failures that end them."""

import itertools
import struct
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import CpuTimeBackend, measure_extras
from perfgym.measure.extras import FACTORS
from perfgym.records import CandidateFailed, Evaluation, Extras, Figures, Status
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import ProcessOutcome, ProcessResult
from perfgym.settings import EXTRAS, Settings
from tests.doubles.programs import WRONG, ended, fake_evaluator, product, right, small

CANDIDATE = "// the candidate"
LARGEST = small(load_problem("matmul")).measured["c"]["cpu_time"].size["n"][1]
"""Largest dimension of a measured input."""
Program = Callable[[bytes], ProcessResult]


def costing(cost_ns: Callable[[int], float]) -> Program:
    """Return a correct program that costs ``cost_ns(n)`` and another millisecond to start."""

    def run(stdin: bytes) -> ProcessResult:
        (n,) = struct.unpack_from("<i", stdin)
        return ended(product(stdin), 1_000_000 + int(cost_ns(n)))

    return run


def extras_of(program: Program, *asked: str, timeout_s: float = 60.0) -> Extras:
    """Measure extras of a fake candidate; the fake reference always costs the same."""
    evaluator = fake_evaluator(**{CANDIDATE: program})
    with evaluator.leased() as leased:
        setup = replace(leased.setup, timeout_s=timeout_s)
        candidate = evaluator.trusted_program(CANDIDATE)
        return measure_extras(setup, candidate, asked, np.random.default_rng(0))


def evaluation(program: Program, *asked: str, source: str = CANDIDATE) -> Evaluation:
    """Evaluate a source on fakes; ``program`` is what the source :data:`CANDIDATE` does."""
    evaluator = fake_evaluator(extras=asked, **{CANDIDATE: program})
    evaluator.start_episode(np.random.default_rng(0))
    return evaluator.evaluate(evaluator.submission(source), np.random.default_rng(1))


@pytest.mark.parametrize("power", [1, 2, 3])
def test_scaling_is_the_power_of_the_size_with_which_the_cost_grows(power: int) -> None:
    """Start-up is subtracted. Candidate and reference each have a slope of their own."""
    extras = extras_of(costing(lambda n: 80e6 * (n / LARGEST) ** power), "scaling")
    assert extras.candidate.scaling == pytest.approx(power, abs=0.03)
    assert extras.reference.scaling == pytest.approx(0.0, abs=1e-9)


def test_sizes_that_cost_less_than_half_of_the_start_up_are_left_out() -> None:
    """The remaining sizes have the right slope. With too few of them, the slope is None."""

    def cost_ns(n: int) -> float:
        return next((least**2 * 5e6 for least in FACTORS[:3] if n > 0.9 * least * LARGEST), 9)

    enough_left = extras_of(costing(cost_ns), "scaling")
    assert enough_left.candidate.scaling == pytest.approx(2.0, abs=0.03)
    too_few_left = extras_of(costing(lambda n: 600_000 if n > 0.6 * LARGEST else 400_000), "scaling")
    assert too_few_left.candidate.scaling is None
    assert too_few_left.reference.scaling is not None


@pytest.mark.parametrize(
    "change", [pytest.param(n, marks=() if n % 6 == 0 else pytest.mark.full) for n in range(25)]
)
@pytest.mark.parametrize("pace", [0.5, 2.0])
def test_a_core_that_changes_its_speed_changes_no_slope(change: int, pace: float) -> None:
    """The change comes after each possible number of runs."""
    number = itertools.count()

    def run(stdin: bytes) -> ProcessResult:
        (n,) = struct.unpack_from("<i", stdin)
        factor = pace if next(number) >= change else 1.0
        return ended(product(stdin), 1_000_000 + int(factor * 80e6 * (n / 350) ** 2))

    extras = extras_of(run, "scaling")
    assert extras.candidate.scaling == pytest.approx(2.0, abs=0.1)


def test_wall_time_and_memory_are_medians_of_five_runs() -> None:
    runs = itertools.count(1)

    def varying(stdin: bytes) -> ProcessResult:
        number = next(runs)
        return replace(ended(product(stdin)), wall_ns=number * 10**6, peak_rss_bytes=number << 20)

    extras = extras_of(varying, "wall", "memory")
    assert extras.candidate == Figures(wall_s=0.003, peak_memory_bytes=float(3 << 20))


@pytest.mark.parametrize(
    ("asked", "runs"),
    [((), 0), (("wall",), 5), (("wall", "memory"), 5), (("scaling",), 25), (EXTRAS, 25)],
)
def test_extras_take_no_more_runs_than_the_requested_figures_need(asked: tuple[str, ...], runs: int) -> None:
    """The runs of an evaluation without extras are subtracted."""

    def runs_of(*asked: str) -> int:
        made: list[bytes] = []

        def counted(stdin: bytes) -> ProcessResult:
            made.append(stdin)
            return ended(product(stdin))

        result = evaluation(counted, *asked)
        assert result.status is Status.ACCEPTED
        assert (result.extras is None) == (not asked)
        assert ("extras" in result.stage_s) == bool(asked)
        return len(made)

    assert runs_of(*asked) - runs_of() == runs


def test_a_problem_without_a_scalable_size_has_no_slope_and_runs_nothing_for_it() -> None:
    evaluator = fake_evaluator(**{CANDIDATE: right()})
    with evaluator.leased() as leased:
        setup = replace(leased.setup, draw_scaled=None)
        candidate = evaluator.trusted_program(CANDIDATE)
        evaluator.sandbox._programs.clear()  # type: ignore[attr-defined]
        extras = measure_extras(setup, candidate, ("scaling",), np.random.default_rng(0))
    assert extras == Extras(asked=("scaling",), reference=Figures(), candidate=Figures())


def test_a_wrong_output_in_an_extra_run_fails_the_evaluation() -> None:
    """The program is wrong on sizes that only the scaling runs have."""

    def wrong_when_scaled(stdin: bytes) -> ProcessResult:
        (n,) = struct.unpack_from("<i", stdin)
        return ended(b"" if 0.48 * LARGEST < n < 0.52 * LARGEST else product(stdin))

    assert evaluation(wrong_when_scaled, "wall", "memory").status is Status.ACCEPTED
    failed = evaluation(wrong_when_scaled, "scaling")
    assert failed.status is Status.WRONG_OUTPUT
    assert failed.measurement is None
    assert failed.extras is None
    assert failed.measured_failure is not None
    assert failed.measured_failure.name == "extra run"


def test_a_crash_in_an_extra_run_fails_the_evaluation() -> None:
    runs = itertools.count()

    def crashing(stdin: bytes) -> ProcessResult:
        if next(runs) < 5:
            return ended(product(stdin))
        return ProcessResult(outcome=ProcessOutcome.SIGNALED, signal=11)

    with pytest.raises(CandidateFailed) as failed:
        extras_of(crashing, *EXTRAS)
    assert failed.value.status is Status.CRASHED


def test_a_program_that_is_not_accepted_has_no_extras_and_no_extra_runs() -> None:
    result = evaluation(right(), *EXTRAS, source=WRONG)
    assert result.status is Status.WRONG_OUTPUT
    assert result.extras is None
    assert "extras" not in result.stage_s


def test_extras_that_do_not_fit_into_the_timeout_are_none() -> None:
    """The program stays accepted."""
    extras = extras_of(right(), *EXTRAS, timeout_s=-1.0)
    assert extras == Extras(asked=EXTRAS, reference=Figures(), candidate=Figures())


@pytest.mark.parametrize(("problem", "low", "high"), [("matmul", 2.5, 3.5), ("sort", 0.9, 1.4)])
def test_real_programs_scale_as_their_algorithms_do(
    sandbox: Sandbox, problem: str, low: float, high: float
) -> None:
    """A matrix product costs n to the power of 3, sorting a little more than n. Wall time and memory are
    plausible too.
    """
    settings = Settings(extras=EXTRAS)
    evaluator = Evaluator(load_problem(problem), LANGUAGES["c"], sandbox, CpuTimeBackend(), settings)
    evaluator.start_episode(np.random.default_rng(0))
    expert_submission = evaluator.submission(evaluator.problem.experts["c"])
    result = evaluator.evaluate(expert_submission, np.random.default_rng(1))
    assert result.extras is not None
    reference, expert = result.extras.reference, result.extras.candidate
    assert reference.scaling is not None
    assert low < reference.scaling < high
    assert reference.wall_s is not None
    assert expert.wall_s is not None
    assert 0 < expert.wall_s < reference.wall_s < 5
    assert reference.peak_memory_bytes is not None
    assert 1 << 20 < reference.peak_memory_bytes < 64 << 20
