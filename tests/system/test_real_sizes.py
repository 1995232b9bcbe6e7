"""Sizes are fitted to this very machine, with real programs."""

from pathlib import Path

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.size_factor import STARTUPS
from perfgym.languages import LANGUAGES
from perfgym.measure import CpuTimeBackend
from perfgym.records import Role
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.store import SizeFits


@pytest.mark.parametrize(
    ("problem", "language"),
    [
        ("sort", "c"),
        *(
            pytest.param(problem, language, marks=pytest.mark.full)
            for problem, language in (("matmul", "c"), ("nbody", "rust"), ("hash_table", "go"))
        ),
    ],
)
def test_measured_runs_take_as_long_as_they_should_here(
    sandbox: Sandbox, tmp_path: Path, problem: str, language: str
) -> None:
    """Other load may lengthen a run, by far less than the range is wide. The second evaluator only reads."""

    def started(fits: SizeFits) -> tuple[float, Evaluator]:
        evaluator = Evaluator(
            load_problem(problem), LANGUAGES[language], sandbox, CpuTimeBackend(), Settings(), size_fits=fits
        )
        profile = evaluator.start_episode(np.random.default_rng(1))
        return profile[Role.TIME] / 1e6, evaluator

    reference_ms, evaluator = started(SizeFits(tmp_path))
    low_ms, high_ms = LANGUAGES[language].measured_ms
    assert evaluator.conditions.size_note == ""
    assert low_ms / 1.3 <= reference_ms <= 1.3 * high_ms
    (file,) = tmp_path.rglob("*.json")
    written = file.stat().st_mtime_ns
    _, again = started(SizeFits(tmp_path))
    assert again.conditions == evaluator.conditions
    assert file.stat().st_mtime_ns == written
    with evaluator.leased() as leased:
        expert = evaluator.trusted_program(load_problem(problem).experts[language], "expert")
        inputs = [leased.setup.draw(np.random.default_rng(seed), CpuTimeBackend.mode) for seed in range(5)]
        costs = [expert.run(stdin, leased.lease.cpu).cpu_ns for stdin in inputs]
        startup_ns = leased.setup.startup_ns(5)
    assert np.median(costs) - startup_ns > STARTUPS * startup_ns / 1.5
