"""Stable-Baselines3: its checker, a script that uses its functions alone, and the pool as its ``VecEnv``."""

import contextlib
import csv
import inspect
import json
import os
import signal
import warnings
from collections.abc import Generator
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.error import ClosedEnvironmentError

import perfgym
from perfgym.errors import HarnessError, SettingsError

pytest.importorskip("stable_baselines3", reason="Stable-Baselines3 is missing: pip install 'perfgym[sb3]'")

from stable_baselines3 import PPO
from stable_baselines3.common.env_checker import check_env
from stable_baselines3.common.env_util import make_vec_env as stock_make_vec_env
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.vec_env import VecEnv, VecMonitor

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
    with contextlib.closing(made_env()) as monitored:
        yield pool_of(monitored)


def made_env(**kwargs: Any) -> VecMonitor:
    return make_vec_env(ID, 2, **({"env_kwargs": {"max_turns": 3}} | kwargs))


def pool_of(monitored: VecMonitor) -> PoolVecEnv:
    assert isinstance(monitored.venv, PoolVecEnv)
    return monitored.venv


def actions(env: VecEnv, setting: int = 0) -> Any:
    """The same setting of every knob, for each environment."""
    space: Any = env.action_space
    return np.full((env.num_envs, len(space.nvec)), setting)


@contextlib.contextmanager
def worker_killed(env: PoolVecEnv, env_id: int) -> Generator[None]:
    """Kill a worker; then its environment has to say that it plays its episode again."""
    os.kill(env.env.pool.places[env_id]["pid"], signal.SIGKILL)
    with pytest.warns(RuntimeWarning, match=f"environment {env_id} failed, .* is played again: died"):
        yield


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


@pytest.mark.full
def test_the_last_observation_of_an_episode_is_kept_when_the_next_begins(env: PoolVecEnv) -> None:
    """The episode is terminated, not truncated, so the trainer estimates no value beyond its end."""
    first = env.reset()
    assert first.shape == (2, *env.observation_space.shape)
    for turn in range(3):
        observations, rewards, dones, infos = env.step(actions(env))
        assert dones.tolist() == [turn == 2] * 2
        assert (observations.dtype, rewards.dtype) == (np.float32, np.float32)
    for observation, info in zip(observations, infos, strict=True):
        assert info["TimeLimit.truncated"] is False
        assert info["terminal_observation"][-1] == 0.0  # share of turns left
        assert observation[-1] == 1.0


@pytest.mark.full
def test_an_episode_whose_worker_is_killed_is_played_again() -> None:
    """The trainer gets what it would have got without the loss, and the other environment goes on."""

    def played(env: VecEnv, before_the_second_step: Any) -> list[Any]:
        steps = [env.step(actions(env, 0))]
        with before_the_second_step:
            steps.append(env.step(actions(env, 1)))
        return [*steps, env.step(actions(env, 0))]

    with contextlib.closing(made_env(seed=5)) as env:
        env.reset()
        expected = played(env, contextlib.nullcontext())
        seen = played(env, worker_killed(pool_of(env), 0))
    assert [[info["replays"] for info in infos] for *_, infos in seen] == [[0, 0], [1, 0], [0, 0]]
    for (observations, rewards, dones, infos), wanted in zip(seen, expected, strict=True):
        np.testing.assert_array_equal(observations, wanted[0])
        np.testing.assert_array_equal(rewards, wanted[1])
        assert dones.tolist() == wanted[2].tolist()
        assert [info["fault"] for info in infos] == [0.0, 0.0]
        assert not any(info["TimeLimit.truncated"] for info in infos)
    assert [info["episode"]["l"] for info in seen[-1][3]] == [3, 3]


class Failing(gym.Env[Any, Any]):
    """Ends after four steps of reward ``action``; its second step fails so often, then works."""

    observation_space = gym.spaces.Box(0.0, 4.0, (1,), np.float32)
    action_space = gym.spaces.MultiDiscrete([3])

    def __init__(self, failures: str) -> None:
        self._failures = Path(failures)  # holds how many are left, also for a new worker
        self.render_mode = None

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> Any:
        super().reset(seed=seed, options=options)
        self._steps = 0
        return self._observation(), {}

    def step(self, action: Any) -> Any:
        self._steps += 1
        left = int(self._failures.read_text())
        if self._steps == 2 and left:
            self._failures.write_text(str(left - 1))
            raise RuntimeError("the disk is full")
        return self._observation(), float(action[0]), self._steps == 4, False, {}

    def _observation(self) -> Any:
        return np.array([self._steps], np.float32)


@pytest.fixture
def failing(tmp_path: Path) -> Generator[tuple[str, Path]]:
    """The ID of environments that fail, and the file that says how often."""
    gym.register("Failing-v0", Failing)
    yield "Failing-v0", tmp_path / "failures"
    del gym.registry["Failing-v0"]


@pytest.mark.full
def test_an_environment_that_raises_is_played_again_as_often_as_allowed(failing: tuple[str, Path]) -> None:
    env_id, failures = failing
    failures.write_text("2")
    with contextlib.closing(make_vec_env(env_id, env_kwargs={"failures": str(failures)})) as env:
        env.reset()
        env.step(np.array([[1]]))
        with pytest.warns(RuntimeWarning, match="the disk is full"):
            observations, rewards, _, infos = env.step(np.array([[2]]))
        assert (observations.tolist(), rewards.tolist(), infos[0]["replays"]) == ([[2.0]], [2.0], 2)
        env.step(np.array([[0]]))
        *_, infos = env.step(np.array([[2]]))
    assert infos[0]["episode"]["r"] == 5.0


@pytest.mark.full
def test_a_step_that_always_fails_ends_with_an_error(failing: tuple[str, Path]) -> None:
    env_id, failures = failing
    failures.write_text("100")
    chosen = {"max_replays": 1, "max_restarts": 9}
    arguments = {"failures": str(failures)}
    with contextlib.closing(make_vec_env(env_id, env_kwargs=arguments, vec_env_kwargs=chosen)) as env:
        env.reset()
        env.step(np.array([[1]]))
        with (
            pytest.warns(RuntimeWarning, match="played again"),
            pytest.raises(HarnessError, match=r"failed 2 times in a row .*max_replays=1.*the disk is full"),
        ):
            env.step(np.array([[1]]))


@pytest.mark.full
def test_episodes_follow_from_the_seed_that_was_given(failing: tuple[str, Path]) -> None:
    def seeds() -> list[Any]:
        failures = {"failures": str(failing[1])}
        failing[1].write_text("0")
        with contextlib.closing(make_vec_env(failing[0], 2, seed=7, env_kwargs=failures)) as env:
            env.reset()
            found = [env.get_attr("np_random_seed")]
            for _ in range(4):
                env.step(np.array([[1], [1]]))
            return [*found, env.get_attr("np_random_seed")]

    first, later = seeds()
    assert first == [7, 8]
    assert later != first
    assert seeds() == [first, later]


@pytest.mark.full
def test_training_logs_the_mean_return_and_evaluating_does_not_warn(tmp_path: Path) -> None:
    """A warning would be an error of this test."""
    with contextlib.closing(made_env(monitor_dir=tmp_path, seed=1)) as env:
        model = PPO("MlpPolicy", env, n_steps=6, batch_size=12, n_epochs=1, device="cpu")
        model.learn(12)
        assert [episode["l"] for episode in model.ep_info_buffer or []] == [3, 3, 3, 3]
        evaluate_policy(model, env, n_eval_episodes=2)
    with (tmp_path / "0.monitor.csv").open() as file:
        assert json.loads(file.readline().removeprefix("#"))["env_id"] == ID
        assert [row["l"] for row in csv.DictReader(file)] == ["3"] * 6


def test_the_first_arguments_are_those_of_stable_baselines3() -> None:
    stock, own = (inspect.signature(function).parameters for function in (stock_make_vec_env, make_vec_env))
    assert list(own)[:3] == list(stock)[:3]
    assert own.keys() <= stock.keys()
    assert all(own[name].default == stock[name].default for name in own)


def test_an_argument_that_is_given_twice_is_refused() -> None:
    with pytest.raises(SettingsError, match="set workers in env_kwargs or in vec_env_kwargs, not in both"):
        made_env(env_kwargs={"workers": "ray"}, vec_env_kwargs={"workers": "processes"})


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
        *_, infos = monitored.step(actions(env))
    assert infos[0]["episode"]["l"] == 3


def test_a_pool_that_cannot_be_used_is_refused_with_the_reason() -> None:
    with (
        contextlib.closing(perfgym.make_vec(ID, 1)) as pool,
        pytest.raises(SettingsError, match="autoreset_mode='Disabled'"),
    ):
        PoolVecEnv(pool)
    with (
        contextlib.closing(
            perfgym.make_vec("PerfOptimize-matmul-c-v0", 1, autoreset_mode="Disabled")
        ) as pool,
        pytest.raises(SettingsError, match="PerfTune"),
    ):
        PoolVecEnv(pool)


@pytest.mark.full
def test_closing_twice_is_harmless(env: PoolVecEnv) -> None:
    env.reset()
    env.close()
    env.close()
    with pytest.raises(ClosedEnvironmentError, match="closed"):
        env.step(actions(env))
