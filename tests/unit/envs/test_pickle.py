"""Environments, with the wrappers of ``gymnasium.make``, can be pickled and copied.

``make test-all`` adds ``copy.deepcopy``, which uses what pickling uses, for PerfTune.
"""

import contextlib
import copy
import pickle
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest

from perfgym import RecordEpisodes, TextWrapper

OPTIMIZE, TUNE = "PerfOptimize-matmul-c-v0", "PerfTune-matmul-c-v0"

Copy = Callable[[Any], Any]


def _pickled(env: Any) -> Any:
    return pickle.loads(pickle.dumps(env))


@pytest.fixture(
    params=[
        pytest.param((OPTIMIZE, _pickled), id="optimize-pickle"),
        pytest.param((OPTIMIZE, copy.deepcopy), id="optimize-deepcopy"),
        pytest.param((TUNE, _pickled), id="tune-pickle"),
        pytest.param((TUNE, copy.deepcopy), id="tune-deepcopy", marks=pytest.mark.full),
    ]
)
def case(request: pytest.FixtureRequest) -> tuple[str, Copy]:
    """An environment's ID and a way to copy it."""
    return request.param


@pytest.fixture
def env(case: tuple[str, Copy], monkeypatch: pytest.MonkeyPatch) -> Generator[Any]:
    """An environment as Gymnasium makes it."""
    monkeypatch.setenv("PERFGYM_BACKEND", "fake")
    monkeypatch.setenv("PERFGYM_STORE", "none")
    with contextlib.closing(gym.make(case[0], max_turns=3)) as env:
        yield env


@pytest.fixture
def copied(case: tuple[str, Copy]) -> Copy:
    """A way to copy an environment."""
    return case[1]


def idle(env: Any) -> Any:
    """An action that any episode may begin with."""
    inner = env.unwrapped
    return {"code": "", "submit": 0} if "Optimize" in env.spec.id else inner.task.first_action()


def test_a_copy_begins_the_same_episode_with_the_same_seed(env: Any, copied: Copy) -> None:
    env.reset(seed=1)
    with contextlib.closing(copied(env)) as other:
        first, info = env.reset(seed=7)
        second, other_info = other.reset(seed=7)
        np.testing.assert_equal(second, first)
        assert other_info["problem_sha256"] == info["problem_sha256"]
        np.testing.assert_equal(other.step(idle(other))[0], env.step(idle(env))[0])


def test_a_copy_keeps_wrappers_arguments_and_the_id(env: Any, copied: Copy) -> None:
    with contextlib.closing(copied(env)) as other:
        assert str(other) == str(env)
        assert other.spec == env.spec
        assert other.action_space == env.action_space
        assert other.observation_space == env.observation_space
        assert other.spec.kwargs["max_turns"] == 3


@pytest.mark.parametrize("closes_copy", [True, False], ids=["the copy", "the original"])
def test_closing_one_leaves_the_other_working(env: Any, copied: Copy, closes_copy: bool) -> None:
    other = copied(env)
    closed, left = (other, env) if closes_copy else (env, other)
    with contextlib.closing(left):
        left.reset(seed=1)
        closed.close()
        *_, terminated, truncated, info = left.step(idle(left))
        assert (terminated, truncated, info["fault"]) == (False, False, 0.0)
        left.reset(seed=2)


def test_a_copy_in_the_middle_of_an_episode_must_be_reset_first(env: Any, copied: Copy) -> None:
    env.reset(seed=1)
    env.step(idle(env))
    with contextlib.closing(copied(env)) as other, pytest.raises(gym.error.ResetNeeded):
        other.step(idle(other))


@pytest.mark.parametrize("copied", [_pickled, copy.deepcopy], ids=["pickle", "deepcopy"])
def test_a_copy_behind_the_text_wrapper_gives_the_same_prompt(
    monkeypatch: pytest.MonkeyPatch, copied: Copy
) -> None:
    monkeypatch.setenv("PERFGYM_BACKEND", "fake")
    with contextlib.closing(TextWrapper(gym.make(OPTIMIZE))) as env, contextlib.closing(copied(env)) as other:
        assert other.reset(seed=5)[0] == env.reset(seed=5)[0]


def test_a_copy_can_be_recorded(env: Any, copied: Copy, tmp_path: Path) -> None:
    """The store needs the ID, which the copy has kept."""
    with contextlib.closing(RecordEpisodes(copied(env), store=str(tmp_path / "store.sqlite"))) as other:
        other.reset(seed=1)
        *_, info = other.step(idle(other))
        assert info["fault"] == 0.0
