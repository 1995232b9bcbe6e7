"""Gymnasium's own vector environments with ours: which of their modes are sound, and which are not."""

import contextlib
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.vector import AsyncVectorEnv, AutoresetMode, SyncVectorEnv

from perfgym import load_problem

ID = "PerfOptimize-matmul-c-v0"
EXPERT = load_problem("matmul").experts["c"]
ENVS = 2


def vector(mode: AutoresetMode, *, asynchronous: bool, shared_memory: bool = False) -> Any:
    """Two environments of two turns on the fake backend."""
    kwargs: dict[str, Any] = {"autoreset_mode": mode}
    if asynchronous:
        kwargs["shared_memory"] = shared_memory
    envs = gym.make_vec(
        ID,
        num_envs=ENVS,
        vectorization_mode="async" if asynchronous else "sync",
        vector_kwargs=kwargs,
        backend="fake",
        max_turns=2,
    )
    assert isinstance(envs, AsyncVectorEnv if asynchronous else SyncVectorEnv)
    return envs


def act(*submits: int) -> dict[str, Any]:
    """The expert's program for the first, nothing for the second."""
    return {"code": (EXPERT, ""), "submit": np.array(submits)}


def story(envs: Any) -> list[Any]:
    """What an episode's end, a reset by hand where there has to be one, and the next episode come to."""
    said: list[Any] = [envs.reset(seed=7)[0]]
    for submits in ((1, 0), (0, 0), (0, 1)):
        observation, reward, terminated, truncated, _ = envs.step(act(*submits))
        said += [observation, reward, terminated, truncated]
        ended = terminated | truncated
        if envs.metadata["autoreset_mode"] is AutoresetMode.DISABLED and ended.any():
            said.append(envs.reset(seed=8, options={"reset_mask": ended})[0])
    return said


@pytest.mark.parametrize("mode", list(AutoresetMode), ids=lambda mode: mode.name)
def test_without_shared_memory_episodes_are_those_of_one_process(mode: AutoresetMode) -> None:
    """In each autoreset mode, as long as nobody resets by hand where it is done for him."""
    with (
        contextlib.closing(vector(mode, asynchronous=True)) as ours,
        contextlib.closing(vector(mode, asynchronous=False)) as oracle,
    ):
        np.testing.assert_equal(story(ours), story(oracle))


def test_a_reset_by_hand_costs_an_action_where_resets_come_with_the_next_step() -> None:
    """AsyncVectorEnv still means to reset: use SAME_STEP, or DISABLED, or `perfgym.make_vec`."""
    with contextlib.closing(vector(AutoresetMode.NEXT_STEP, asynchronous=True)) as envs:
        envs.reset(seed=1)
        envs.step(act(1, 1))
        envs.reset(seed=2)
        observation, *_ = envs.step(act(0, 0))
        assert observation["turns_left"].tolist() == [2, 2]  # 1 and 1 would be right


def test_with_shared_memory_texts_are_lost() -> None:
    """It is AsyncVectorEnv's default."""
    with contextlib.closing(vector(AutoresetMode.SAME_STEP, asynchronous=True, shared_memory=True)) as envs:
        observation, _ = envs.reset(seed=1)
        assert "Matrix" not in observation["prompt"][0]
