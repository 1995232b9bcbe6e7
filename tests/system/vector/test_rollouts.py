"""Episodes of uneven length: steps in the order of completion, and coroutines that share environments."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Generator
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.error import AlreadyPendingCallError, ClosedEnvironmentError, InvalidAction
from gymnasium.vector import AutoresetMode

from perfgym import AsyncPool, PoolVectorEnv, load_problem, make_async, make_vec
from perfgym.errors import HarnessError

ID = "PerfOptimize-matmul-c-v0"
EXPERT = load_problem("matmul").experts["c"]


class Sleeper(gym.Env[Any, Any]):
    """Sleeps for as many hundredths of a second as the action says; 9 ends the episode."""

    observation_space = gym.spaces.Box(0.0, 9.0, (1,), np.float64)
    action_space = gym.spaces.Discrete(10)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> Any:
        super().reset(seed=seed)
        return np.array([0.0]), {}

    def step(self, action: int) -> Any:
        time.sleep(action / 100)
        return np.array([float(action)]), float(action), bool(action == 9), False, {}


@pytest.fixture
def pool() -> Generator[PoolVectorEnv]:
    """Three environments on the fake backend, after a reset."""
    with contextlib.closing(make_vec(ID, num_envs=3, backend="fake", max_turns=2)) as env:
        env.reset(seed=1)
        yield env


def act(code: str = "", submit: int = 0) -> dict[str, Any]:
    """One action."""
    return {"code": code, "submit": submit}


def test_steps_come_in_the_order_of_completion(pool: PoolVectorEnv) -> None:
    """A worker that is stopped for a while comes last; the others go on meanwhile."""
    stopped = pool.pool.places[0]["pid"]
    os.kill(stopped, signal.SIGSTOP)
    pool.send([0, 1, 2], [act(), act(), act()])
    first = pool.recv(at_least=2)
    assert sorted(step.env_id for step in first) == [1, 2]
    pool.send([2], {"code": (EXPERT,), "submit": np.array([1])})
    (again,) = pool.recv()
    assert (again.env_id, again.terminated) == (2, True)
    assert pool.recv(timeout_s=0.05) == []
    os.kill(stopped, signal.SIGCONT)
    (last,) = pool.recv()
    assert (last.env_id, last.observation["turns_left"]) == (0, 1)
    assert pool.recv(at_least=3) == []


def test_an_environment_takes_one_action_at_a_time(pool: PoolVectorEnv) -> None:
    """If one of several actions is refused, none is sent."""
    os.kill(pool.pool.places[0]["pid"], signal.SIGSTOP)
    pool.send([0], [act()])
    with pytest.raises(AlreadyPendingCallError, match=r"\[0\]"):
        pool.send([1, 0], [act(), act()])
    assert pool.pool.busy == [0]
    with pytest.raises(AlreadyPendingCallError):
        pool.step([act()] * 3)
    with pytest.raises(AlreadyPendingCallError):
        pool.call("render")
    os.kill(pool.pool.places[0]["pid"], signal.SIGCONT)
    assert len(pool.recv()) == 1


def test_an_invalid_action_costs_no_other_step(pool: PoolVectorEnv) -> None:
    """Its error is raised once; the other steps are received."""
    pool.send([0, 1], [act(), {"code": 3, "submit": 0}])
    received = []
    errors = 0
    while pool.pool.busy or not (received and errors):
        try:
            received += pool.recv()
        except InvalidAction:
            errors += 1
    assert ([step.env_id for step in received], errors) == ([0], 1)


def test_others_are_reset_while_one_is_in_a_step(pool: PoolVectorEnv) -> None:
    os.kill(pool.pool.places[0]["pid"], signal.SIGSTOP)
    pool.send([0], [act()])
    observations, _ = pool.reset(seed=5, options={"reset_mask": np.array([False, True, True])})
    assert observations["turns_left"].tolist() == [2, 2, 2]
    os.kill(pool.pool.places[0]["pid"], signal.SIGCONT)
    assert [step.env_id for step in pool.recv()] == [0]


@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP])
def test_an_episode_that_ends_is_followed_by_another(mode: AutoresetMode) -> None:
    """It begins in the same step, whose ``final`` is the end, or in the next, which ignores its action."""
    with contextlib.closing(make_vec(ID, num_envs=1, backend="fake", autoreset_mode=mode)) as env:
        env.reset(seed=1)
        env.send([0], [act(submit=1)])
        (end,) = env.recv()
        assert end.terminated
        assert (end.final is not None) == (mode is AutoresetMode.SAME_STEP)
        env.send([0], [act()])
        (after,) = env.recv()
        assert after.observation["turns_left"] == (5 if mode is AutoresetMode.NEXT_STEP else 4)


def test_a_class_that_only_the_callers_script_knows_works_too() -> None:
    gym.register("PerfgymTestSleeper-v0", entry_point=Sleeper)
    try:
        with contextlib.closing(make_async("PerfgymTestSleeper-v0", num_envs=2)) as pool:
            assert asyncio.run(_sleep_once(pool)) == 3.0
    finally:
        del gym.registry["PerfgymTestSleeper-v0"]


async def _sleep_once(pool: AsyncPool) -> float:
    async with pool.environment() as env_id:
        await pool.reset(env_id)
        return (await pool.step(env_id, 3))[1]


async def _episode(pool: AsyncPool, seed: int, rewards: dict[int, float]) -> None:
    async with pool.environment() as env_id:
        observation, _ = await pool.reset(env_id, seed=seed)
        assert observation["turns_left"] == 2
        ended = False
        while not ended:
            *_, reward, terminated, truncated, _ = await pool.step(env_id, act(EXPERT, submit=seed % 2))
            ended = terminated or truncated
        rewards[seed] = reward


@pytest.mark.full
def test_many_episodes_share_a_few_environments() -> None:
    """One coroutine at a time uses an environment, and plays its episode to the end."""
    rewards: dict[int, float] = {}

    async def play() -> None:
        async with make_async(ID, num_envs=2, backend="fake", max_turns=2) as pool:
            await asyncio.gather(*(_episode(pool, seed, rewards) for seed in range(12)))

    asyncio.run(play())
    assert sorted(rewards) == list(range(12))


def test_the_next_coroutine_gets_the_environment_of_a_cancelled_one_after_its_step() -> None:

    async def play() -> None:
        async with make_async(ID, num_envs=1, backend="fake", max_turns=2) as pool:
            rewards: dict[int, float] = {}
            first = asyncio.create_task(_episode(pool, 0, rewards))
            await asyncio.sleep(0.02)
            first.cancel()
            await _episode(pool, 1, rewards)
            assert list(rewards) == [1]

    asyncio.run(play())


def test_a_worker_that_dies_truncates_the_episode_of_its_coroutine() -> None:
    """The coroutine can play the next episode."""

    async def play() -> None:
        async with make_async(ID, num_envs=1, backend="fake") as pool, pool.environment() as env_id:
            begun, _ = await pool.reset(env_id, seed=3)
            os.kill(pool.pool.places[0]["pid"], signal.SIGKILL)
            observation, reward, terminated, truncated, info = await pool.step(env_id, act())
            assert (reward, terminated, truncated, info["fault"]) == (0.0, False, True, 1.0)
            assert observation["prompt"] == begun["prompt"]
            again, _ = await pool.reset(env_id, seed=3)
            assert again["prompt"] == begun["prompt"]
            assert await pool.call(env_id, "render_mode") is None

    asyncio.run(play())


def test_a_crash_loop_raises_in_every_coroutine_that_waits() -> None:

    async def play() -> None:
        async with make_async(ID, num_envs=2, backend="fake", max_restarts=0) as pool:
            await asyncio.gather(pool.reset(0), pool.reset(1))
            os.kill(pool.pool.places[0]["pid"], signal.SIGKILL)
            os.kill(pool.pool.places[1]["pid"], signal.SIGSTOP)
            outcomes = await asyncio.gather(pool.step(0, act()), pool.step(1, act()), return_exceptions=True)
            assert all(isinstance(outcome, HarnessError) for outcome in outcomes)
            with pytest.raises(ClosedEnvironmentError):
                await pool.step(0, act())

    asyncio.run(play())
