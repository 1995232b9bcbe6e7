"""The reference earns about nothing and an expert's program clearly more, with every environment ID.

``make test`` has less: the contract of environments pays experts, and claims on a real clock pay no
reference.
"""

from collections.abc import Iterator
from typing import Any

import gymnasium as gym
import pytest

from perfgym.bank import load_problem
from perfgym.envs.family import EnvId
from perfgym.envs.registration import registered_ids
from perfgym.errors import MachineError
from perfgym.languages import LANGUAGES
from perfgym.measure import make_backend

_ABOUT_NOTHING = 0.1
_CLEARLY_MORE = 0.15


def _backend(language: str) -> str:
    """Return the deterministic backend if language and machine allow it, otherwise CPU time."""
    if LANGUAGES[language].simulated_spread is None:
        return "cpu_time"
    try:
        make_backend("simulated")
    except MachineError:
        return "cpu_time"
    return "simulated"


@pytest.fixture(params=registered_ids("PerfOptimize"), ids=str)
def found(request: pytest.FixtureRequest) -> EnvId:
    """One environment ID."""
    return request.param


@pytest.fixture
def env(found: EnvId) -> Iterator[gym.Env[Any, Any]]:
    """The environment of the ID. The test is skipped if this machine lacks the toolchain."""
    try:
        LANGUAGES[found.language].toolchain()
    except MachineError as error:
        pytest.skip(str(error))
    # A start of Python or Node varies so much that the wanted precision would take over a hundred pairs.
    # Seven pairs are taken in any case, and tell an expert from the reference.
    env = gym.make(str(found), backend=_backend(found.language), precision=0.1, precision_timeout_s=1.0)
    yield env
    env.close()


def _earned(env: gym.Env[Any, Any], code: str) -> float:
    """Return the reward for one submission in an episode of its own."""
    env.reset(seed=3)
    _, reward, terminated, truncated, info = env.step({"code": code, "submit": 1})
    assert (info["status"], terminated, truncated) == ("ACCEPTED", True, False), env.render()
    return float(reward)


@pytest.mark.full
def test_an_id_pays_an_expert_and_not_the_reference(found: EnvId, env: gym.Env[Any, Any]) -> None:
    problem = load_problem(found.kwargs["problem"])
    assert 0 <= _earned(env, problem.references[found.language]) < _ABOUT_NOTHING
    if found.language in problem.experts:
        assert _earned(env, problem.experts[found.language]) > _CLEARLY_MORE
