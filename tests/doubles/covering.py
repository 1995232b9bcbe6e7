"""A set of environment IDs that meets every language once."""

from collections.abc import Iterable
from typing import Any

import pytest

from perfgym.envs.family import EnvId

__all__ = ["by_tier"]

_PROBLEM_IN = {"c": "matmul", "rust": "matmul", "go": "matmul", "python": "sort", "typescript": "sort"}
"""Language to the problem that stands for all. ``matmul`` in Python is slow, as it imports NumPy first."""


def by_tier(found: Iterable[EnvId]) -> list[Any]:
    """Parameters of a test that is repeated for every ID.

    ``make test`` tries one problem in every language. An ID outside that set is marked ``full``: what is
    particular to it is its two programs, which the tests of ``perfgym validate`` in ``make test-all`` build,
    run and measure.
    """
    return [
        pytest.param(
            one,
            id=str(one),
            marks=() if one.kwargs["problem"] == _PROBLEM_IN[one.language] else pytest.mark.full,
        )
        for one in found
    ]
