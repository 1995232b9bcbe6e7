"""Stable-Baselines3: its checker, a script that uses its functions alone, and the pool as its ``VecEnv``."""

import contextlib
import os
import signal
import warnings
from collections.abc import Generator
from pathlib import Path

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.error import ClosedEnvironmentError

import perfgym
from perfgym.errors import SettingsError

pytest.importorskip("stable_baselines3", reason="Stable-Baselines3 is missing: pip install 'perfgym[sb3]'")

from stable_baselines3 import PPO
from stable_baselines3.common.env_checker import check_env
from stable_baselines3.common.env_util import make_vec_env as stock_make_vec_env
from stable_baselines3.common.vec_env import VecMonitor

from perfgym.integrations.sb3 import PoolVecEnv, make_vec_env

ID = "PerfTune-matmul-c-v0"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Measure nothing, and do not use the store of the user who runs the tests."""
    monkeypatch.setenv("PERFGYM_BACKEND", "fake")
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "store.sqlite"))


@pytest.fixture
def env() -> Generator[PoolVecEnv]:
    """Two environments in workers, with episodes of three turns."""
    with contextlib.closing(make_vec_env(ID, 2, max_turns=3)) as env:
        yield env


def test_its_checker_raises_no_error_and_no_warning() -> None:
    with contextlib.closing(gym.make(ID)) as env, warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        check_env(env.unwrapped)
    assert [str(warning.message) for warning in found] == []


@pytest.mark.full
def test_a_script_that_uses_only_its_functions_and_an_id_trains() -> None:
    vec_env = stock_make_vec_env(ID, n_envs=2, env_kwargs={"max_turns": 4})
    model = PPO("MlpPolicy", vec_env, n_steps=8, batch_size=8, device="cpu")
    model.learn(total_timesteps=32)
    action, _ = model.predict(vec_env.reset())
    assert action.shape == (2, len(vec_env.action_space.nvec))
    vec_env.close()


def test_the_last_observation_of_an_episode_is_kept_when_the_next_begins(env: PoolVecEnv) -> None:
    """The episode is terminated, not truncated, so the trainer estimates no value beyond its end."""
    first = env.reset()
    assert first.shape == (2, *env.observation_space.shape)
    for turn in range(3):
        observations, rewards, dones, infos = env.step(np.zeros((2, len(env.action_space.nvec)), dtype=int))
        assert dones.tolist() == [turn == 2] * 2
        assert (observations.dtype, rewards.dtype) == (np.float32, np.float32)
    for observation, info in zip(observations, infos, strict=True):
        assert info["TimeLimit.truncated"] is False
        assert info["terminal_observation"][-1] == 0.0  # share of turns left
        assert observation[-1] == 1.0


def test_a_worker_that_dies_truncates_its_episode_alone(env: PoolVecEnv) -> None:
    """The trainer estimates the value of its last observation; the other environment goes on."""
    env.reset()
    os.kill(env.env.pool.places[0]["pid"], signal.SIGKILL)
    *_, dones, infos = env.step(np.zeros((2, len(env.action_space.nvec)), dtype=int))
    assert dones.tolist() == [True, False]
    assert infos[0]["TimeLimit.truncated"] is True
    assert infos[0]["fault"] == 1.0
    assert "terminal_observation" in infos[0]


def test_attributes_methods_seeds_and_a_monitor_work(env: PoolVecEnv) -> None:
    monitored = VecMonitor(env)
    monitored.seed(3)
    monitored.reset()
    assert env.get_attr("render_mode", indices=[1]) == [None]
    env.set_attr("colour", "red", indices=1)
    assert env.get_attr("colour", indices=[1]) == ["red"]
    assert env.env_method("render", indices=0) == [None]
    assert env.env_is_wrapped(gym.Wrapper) == [False, False]
    for _ in range(3):
        *_, infos = monitored.step(np.zeros((2, len(env.action_space.nvec)), dtype=int))
    assert infos[0]["episode"]["l"] == 3


def test_a_pool_that_cannot_be_used_is_refused_with_the_reason() -> None:
    with (
        contextlib.closing(perfgym.make_vec(ID, 1)) as pool,
        pytest.raises(SettingsError, match="autoreset_mode='SameStep'"),
    ):
        PoolVecEnv(pool)
    with (
        contextlib.closing(
            perfgym.make_vec("PerfOptimize-matmul-c-v0", 1, autoreset_mode="SameStep")
        ) as pool,
        pytest.raises(SettingsError, match="PerfTune"),
    ):
        PoolVecEnv(pool)


def test_closing_twice_is_harmless(env: PoolVecEnv) -> None:
    env.reset()
    env.close()
    env.close()
    with pytest.raises(ClosedEnvironmentError, match="closed"):
        env.step(np.zeros((2, len(env.action_space.nvec)), dtype=int))
