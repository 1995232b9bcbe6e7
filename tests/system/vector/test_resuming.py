"""Environments that give snapshots, in workers that are killed: episodes go on, on one machine and in Ray."""

import contextlib
import os
import signal
from collections.abc import Generator
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest

from perfgym import PoolVectorEnv, make_vec

ID = "PerfgymTestSum-v0"
DIE, DIE_ONCE = 8, 9


class Sum(gym.Env[Any, Any]):
    """Adds the actions of an episode; two of them kill its process."""

    observation_space = gym.spaces.Box(0.0, 999.0, (1,), np.float64)
    action_space = gym.spaces.Discrete(10)
    resumable = True

    def __init__(self, folder: str) -> None:
        self.died = Path(folder) / "died"
        self.sum = 0

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> Any:
        super().reset(seed=seed)
        self.sum = (options or {}).get("resume", 0)
        return np.array([float(self.sum)]), {}

    def step(self, action: int) -> Any:
        if action == DIE or (action == DIE_ONCE and not self.died.exists()):
            self.died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        self.sum += int(action)
        return np.array([float(self.sum)]), float(action), self.sum > 20, False, {"fault": 0.0}

    def snapshot(self) -> int:
        return self.sum


@pytest.fixture(params=["processes", pytest.param("ray", marks=pytest.mark.full)])
def envs(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[PoolVectorEnv]:
    """Two environments, after a step of each."""
    if request.param == "ray":
        pytest.importorskip("ray", reason="Ray is not installed: pip install 'perfgym[ray]'")
    gym.register(ID, entry_point=Sum, disable_env_checker=True)
    try:
        made = make_vec(ID, num_envs=2, workers=request.param, folder=str(tmp_path))
        with contextlib.closing(made) as envs:
            envs.reset(seed=1)
            envs.step(np.array([1, 2]))
            yield envs
    finally:
        del gym.registry[ID]


def test_a_worker_that_dies_in_a_step_costs_nothing(envs: PoolVectorEnv) -> None:
    observations, rewards, terminated, truncated, infos = envs.step(np.array([DIE_ONCE, 3]))
    assert observations.tolist() == [[10.0], [5.0]]
    assert (rewards.tolist(), truncated.any(), terminated.any()) == ([9.0, 3.0], False, False)
    assert infos["fault"].tolist() == [0.0, 0.0]
    assert (envs.pool.resumed, envs.pool.replaced) == (1, 1)


def test_workers_that_die_between_two_steps_cost_nothing(envs: PoolVectorEnv) -> None:
    for place in envs.pool.places:
        os.kill(place["pid"], signal.SIGKILL)
    assert envs.step(np.array([4, 4]))[0].tolist() == [[5.0], [6.0]]
    assert envs.step(np.array([4, 4]))[0].tolist() == [[9.0], [10.0]]
    assert (envs.pool.resumed, envs.pool.replaced) == (2, 2)


def test_a_step_that_kills_every_worker_is_a_fault(envs: PoolVectorEnv) -> None:
    observations, rewards, _, truncated, infos = envs.step(np.array([DIE, 3]))
    assert observations.tolist() == [[1.0], [5.0]]
    assert (rewards.tolist(), truncated.tolist()) == ([0.0, 3.0], [True, False])
    assert infos["fault"].tolist() == [1.0, 0.0]
    assert infos["fault_kind"][0].startswith("died")
    assert envs.step(np.array([3, 3]))[0].tolist() == [[0.0], [8.0]]
