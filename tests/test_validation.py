"""What ``perfgym validate`` finds, where no process is needed to see it."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from perfgym.bank import load_problem
from perfgym.validation import _scaling


def test_inputs_that_cannot_be_made_smaller_are_found() -> None:
    """With what the generator said; a problem that scales nothing is not asked."""

    def picky(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
        if size["n"] < 100:
            raise ValueError("n is too small")
        return b""

    problem = load_problem("matmul")
    assert [check.holds for check in _scaling(problem)] == [True, True]
    found = list(_scaling(replace(problem, generate=picky)))
    assert [check.holds for check in found] == [False, False]
    assert "n is too small" in found[0].seen
    assert list(_scaling(replace(problem, generate=picky, scaled=()))) == []
