"""perfgym's environments in Gymnasium's vector environments: the modes that work, and those that do not.

``make test-all`` adds the other autoreset modes without shared memory.
"""

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
    """Actions: the expert's program for the first environment, an empty one for the second."""
    return {"code": (EXPERT, ""), "submit": np.array(submits)}


def results(envs: Any) -> list[Any]:
    """Results of an episode, of an explicit reset if the mode needs one, and of the next episode."""
    found: list[Any] = [envs.reset(seed=7)[0]]
    for submits in ((1, 0), (0, 0), (0, 1)):
        observation, reward, terminated, truncated, _ = envs.step(act(*submits))
        found += [observation, reward, terminated, truncated]
        ended = terminated | truncated
        if envs.metadata["autoreset_mode"] is AutoresetMode.DISABLED and ended.any():
            found.append(envs.reset(seed=8, options={"reset_mask": ended})[0])
    return found


_MODES = [
    pytest.param(mode, id=mode.name, marks=() if mode is AutoresetMode.SAME_STEP else pytest.mark.full)
    for mode in AutoresetMode
]


@pytest.mark.parametrize("mode", _MODES)
def test_without_shared_memory_episodes_are_those_of_one_process(mode: AutoresetMode) -> None:
    """This holds in each autoreset mode, unless the caller resets although the mode does."""
    with (
        contextlib.closing(vector(mode, asynchronous=True)) as ours,
        contextlib.closing(vector(mode, asynchronous=False)) as oracle,
    ):
        np.testing.assert_equal(results(ours), results(oracle))


def test_after_an_explicit_reset_next_step_mode_ignores_an_action() -> None:
    """AsyncVectorEnv resets once more: use SAME_STEP, or DISABLED, or `perfgym.make_vec`."""
    with contextlib.closing(vector(AutoresetMode.NEXT_STEP, asynchronous=True)) as envs:
        envs.reset(seed=1)
        envs.step(act(1, 1))
        envs.reset(seed=2)
        observation, *_ = envs.step(act(0, 0))
        assert observation["turns_left"].tolist() == [2, 2]  # 1 and 1 would be right


def test_with_shared_memory_texts_are_lost() -> None:
    """Shared memory is the default of AsyncVectorEnv."""
    with contextlib.closing(vector(AutoresetMode.SAME_STEP, asynchronous=True, shared_memory=True)) as envs:
        observation, _ = envs.reset(seed=1)
        assert "Matrix" not in observation["prompt"][0]
