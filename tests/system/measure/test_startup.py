"""A program that avoids a part of its language's start-up is not paid for it beyond what it saves."""

import math
from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pytest

from perfgym.bank import load_problem, problem_names
from perfgym.errors import ToolchainMissingError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import CpuTimeBackend
from perfgym.records import Measurement, Role, Status
from perfgym.redteam import named_attacks
from perfgym.redteam.catalogue import control_for
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

TRICKS = {
    "c": "c_no_libc_start",
    "rust": "c_exit_before_the_runtime",
    "go": "c_exit_before_main",
    "python": "c_os_exit",
    "typescript": "c_exit_at_once",
}
QUICK = {("matmul", "c"), ("sort", "python")}
"""The pairs of problem and language that ``make test`` tries."""


def programs() -> list[object]:
    """Every problem in every language that has an expert's program."""
    return [
        pytest.param(name, language, marks=() if (name, language) in QUICK else pytest.mark.full)
        for problem in map(load_problem, problem_names())
        for name in [problem.name]
        for language in TRICKS
        if language in problem.experts
    ]


def measured(evaluator: Evaluator, source: str, expected: Collection[Status]) -> Measurement | None:
    """Measure a program; None where it is refused, as some of the expected statuses say."""
    evaluation = evaluator.evaluate(evaluator.submission(source), np.random.default_rng(1))
    assert evaluation.status in expected, evaluation
    return evaluation.measurement


def saved_ns(evaluator: Evaluator) -> float:
    """CPU time between the plain way to do nothing and the cheapest one, in nanoseconds."""
    with evaluator.leased() as leased:
        plain = replace(leased.setup, nulls=leased.setup.nulls[:1])
        return max(plain.startup_ns(15) - leased.setup.startup_ns(15), 0.0)


@pytest.mark.parametrize(("name", "language"), programs())
def test_a_start_up_that_is_avoided_is_not_paid_for(name: str, language: str, sandbox: Sandbox) -> None:
    """The expert's program is wrapped in an attack, and in the honest program that is made in the same way.
    The build refuses the attack, or it may be faster by the CPU time that it does save, and no more.
    """
    try:
        LANGUAGES[language].toolchain()
    except ToolchainMissingError as error:
        pytest.skip(str(error))
    problem = load_problem(name)
    evaluator = Evaluator(problem, LANGUAGES[language], sandbox, CpuTimeBackend(), Settings(precision=0.05))
    evaluator.start_episode(np.random.default_rng(0))
    wrapped = replace(problem, references=problem.experts)
    (trick,), control = named_attacks([TRICKS[language]], problem, language), control_for(language)
    assert control is not None
    attack = measured(evaluator, trick.submission(wrapped, language, {}), trick.expect)
    if attack is None:
        return
    honest = measured(evaluator, control.submission(wrapped, language, {}), control.expect)
    assert honest is not None
    cost_ns = float(np.median([pair.candidate[Role.TIME] for pair in attack.pairs]))
    real_gain = math.log1p(saved_ns(evaluator) / cost_ns)
    assert attack.intervals[Role.TIME].low <= honest.intervals[Role.TIME].high + real_gain
