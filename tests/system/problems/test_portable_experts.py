"""Experts' programs that run on every machine, where another one takes their place on this machine."""

from pathlib import Path

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.machine.architecture import architecture
from perfgym.measure import CpuTimeBackend
from perfgym.sandbox import Sandbox
from perfgym.settings import resolve_settings

PROBLEMS = Path(__file__).parents[3] / "problems"
REPLACED = sorted(
    (path.parents[2].name, language)
    for path in PROBLEMS.glob(f"*/expert/{architecture().name}/solution.*")
    for language in LANGUAGES
    if path.name == LANGUAGES[language].source_name
)
"""Problem and language of each program that one for this architecture replaces."""

EACH = [
    pytest.param(*one, marks=[] if number == 0 else pytest.mark.full) for number, one in enumerate(REPLACED)
]


@pytest.mark.parametrize(("name", "language"), EACH)
def test_a_program_that_another_one_replaces_here_is_right_too(
    name: str, language: str, sandbox: Sandbox
) -> None:
    """It gives the reference's output on an episode's hidden tests."""
    problem = load_problem(name)
    evaluator = Evaluator(problem, LANGUAGES[language], sandbox, CpuTimeBackend(), resolve_settings())
    path = PROBLEMS / name / "expert" / LANGUAGES[language].source_name
    source = path.read_text()
    assert source != problem.experts[language]
    reference = evaluator.trusted_program(problem.references[language])
    portable = evaluator.trusted_program(source, str(path))
    with evaluator.leased() as leased:
        core = leased.setup.core
        for test in problem.draw_tests(np.random.default_rng(0), language):
            expected, got = (program.run(test.stdin, core).stdout for program in (reference, portable))
            assert problem.compare(test.stdin, expected, got) == "", test.name
