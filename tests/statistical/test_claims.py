"""Rewards on a real clock: none for a program of equal cost, a clear one for an expert's program.

``make test-all`` adds programs of equal cost at the default precision and at full size, which takes longer.
"""

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.reward import improvement, log_speedup
from perfgym.languages import LANGUAGES
from perfgym.measure import AutoBackend, Backend, CpuTimeBackend
from perfgym.records import Role
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

EVALUATIONS = 20


def evaluator_of(
    name: str,
    sandbox: Sandbox,
    backend: Backend | None = None,
    settings: Settings | None = None,
    scale: float = 1.0,
) -> Evaluator:
    """Return an evaluator for C; the default backend measures CPU time."""
    measuring = backend or CpuTimeBackend()
    evaluator = Evaluator(
        load_problem(name), LANGUAGES["c"], sandbox, measuring, settings or Settings(), scale
    )
    evaluator.start_episode(np.random.default_rng(0))
    return evaluator


@pytest.mark.parametrize(
    ("precision", "scale"), [(0.03, 0.7), pytest.param(Settings().precision, 1.0, marks=pytest.mark.full)]
)
def test_the_reference_against_itself_earns_no_reward(
    sandbox: Sandbox, precision: float, scale: float
) -> None:
    """Each of twenty programs is the reference plus an unused function, so that it is another binary.

    A 99 % interval lies above "no difference" by chance in one of 200 evaluations, so in one of ten runs of
    this test. An interval that is computed again after every pair does so somewhat more often. So two false
    alarms are allowed, and the lower bound of each must be below 2 %. This holds for any precision and size.
    """
    evaluator = evaluator_of("matmul", sandbox, settings=Settings(precision=precision), scale=scale)
    reference = evaluator.problem.references["c"]
    paid = []
    for number in range(EVALUATIONS):
        source = f"{reference}\nint unused(int x) {{ return {number + 3} * x; }}\n"
        evaluation = evaluator.evaluate(evaluator.submission(source), np.random.default_rng(number))
        assert evaluation.measurement is not None
        if improvement(evaluation) > 0 or log_speedup(evaluation) > 0:
            paid.append(evaluation.measurement.intervals[Role.TIME])
    assert len(paid) <= 2, paid
    assert all(interval.low < 0.02 for interval in paid), paid


@pytest.mark.parametrize("name", ["hash_table", "matmul", "nbody", "sort", "stencil"])
def test_both_reward_presets_pay_an_expert_more_than_the_reference(name: str, sandbox: Sandbox) -> None:
    evaluator = evaluator_of(name, sandbox)
    evaluation = evaluator.evaluate(
        evaluator.submission(evaluator.problem.experts["c"]), np.random.default_rng(1)
    )
    assert improvement(evaluation) > 0.4
    assert log_speedup(evaluation) > 0.5


@pytest.mark.parametrize("name", ["nbody", "sort"])
def test_an_expert_earns_a_clear_reward_on_a_backend_that_counts_misses(name: str, sandbox: Sandbox) -> None:
    """Rare misses must not hide the gain in time: the bodies of nbody fit into the first-level cache."""
    evaluator = evaluator_of(name, sandbox, AutoBackend())
    evaluation = evaluator.evaluate(
        evaluator.submission(evaluator.problem.experts["c"]), np.random.default_rng(1)
    )
    assert improvement(evaluation) > 0.4
