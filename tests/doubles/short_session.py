"""Red-team sessions on smaller inputs and fewer tests, so that an attack takes a second or two."""

import contextlib
import functools
from collections.abc import Generator
from dataclasses import replace

import numpy as np

from perfgym.bank import Problem, load_problem
from perfgym.bank.groups import Tests
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import CpuTimeBackend
from perfgym.records import Role
from perfgym.redteam import Attack, Session, named_attacks, open_session, quick_settings
from perfgym.sandbox import SANDBOXES, Sandbox
from perfgym.settings import Settings

__all__ = ["CLOCK", "FAKE", "MATMUL", "named", "short_session"]

MATMUL = load_problem("matmul")
CLOCK, FAKE = "cpu_time", "fake"
"""Backends: one that measures, and one that builds and tests for real but measures nothing."""
_WHOLE = {"nbody": "some attacks work on inputs of the measured sizes alone"}
"""Problems whose measured inputs keep their size, with the reason."""
_LONG_NS = 30e6  # of the reference
_SHORT = Settings(compile_timeout_s=2.0, test_timeout_s=1.0)
"""Limits for attacks: an honest build takes up to 0.6 s and a test up to 0.25 s on an idle machine. The
session tries again with ten times as much if they are too short on a busy one."""


@functools.cache
def _eighths(problem: str, language: str) -> int:
    """How many eighths of a measured input's scaled dimensions to use: five where the reference takes long.

    More pairs then fit into a second. Fewer than five would leave a run too short beside a program's start.
    """
    rng, backend = np.random.default_rng(0), CpuTimeBackend()
    with contextlib.closing(SANDBOXES["supervisor"]()) as sandbox:
        evaluator = Evaluator(load_problem(problem), LANGUAGES[language], sandbox, backend, Settings())
        return 8 if evaluator.start_episode(rng)[Role.TIME] < _LONG_NS else 5


def _shorter(problem: Problem, language: str) -> Problem:
    """The problem with smaller inputs and fewer tests, and without modules that Python imports first.

    Programs in C start quickly and keep all tests. Other languages keep every fourth shared test.
    """
    tests = problem.tests if language == "c" else _fewer(problem.tests)
    eighths = 8 if problem.name in _WHOLE else _eighths(problem.name, language)
    modes = {
        mode: group.scaled_by(eighths / 8, problem.scaled)
        for mode, group in problem.measured[language].items()
    }
    return replace(problem, tests=tests, measured={language: modes}, preloaded={})


def _fewer(tests: Tests) -> Tests:
    return replace(
        tests,
        shared=tests.shared[::4],
        any_size=tests.any_size and replace(tests.any_size, count=2),
        large=tests.large and replace(tests.large, count=1),
    )


@contextlib.contextmanager
def short_session(
    problem: str = "matmul", sandbox: Sandbox | None = None, language: str = "c", backend: str = ""
) -> Generator[Session]:
    """Open a session on a smaller problem, in the supervisor's sandbox unless another is given."""
    with (
        contextlib.closing(sandbox or SANDBOXES["supervisor"]()) as one,
        open_session(
            _shorter(load_problem(problem), language), language, one, quick_settings(_SHORT), backend
        ) as opened,
    ):
        yield opened


def named(*names: str) -> list[Attack]:
    """The attacks with these names, on matmul in C."""
    return named_attacks(names, MATMUL, "c")
