"""Environments that are not perfgym's in a pool: the pool keeps working when they misbehave."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from functools import partial
from typing import Any

import gymnasium as gym
import numpy as np
import psutil
import pytest
from gymnasium.error import AlreadyPendingCallError, ClosedEnvironmentError
from gymnasium.vector import AutoresetMode

from perfgym import PoolVectorEnv, make_async, make_vec
from perfgym.errors import HarnessError, MachineError, SettingsError

ID = "PerfgymTestOdd-v0"
GOOD, SLOW, RAISES, DIES, UNSENDABLE, UNREADABLE, PARENT = range(7)

SCRIPT = """
import gymnasium as gym, numpy as np, perfgym
class Mine(gym.Env):
    observation_space = gym.spaces.Box(0.0, 9.0, (1,), np.float64)
    action_space = gym.spaces.Discrete(3)
    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        return np.zeros(1), {}
    def step(self, action):
        return np.ones(1), 1.0, False, False, {}
gym.register("Mine-v0", entry_point=Mine, max_episode_steps=2)
envs = perfgym.make_vec("Mine-v0", num_envs=2)
envs.reset(seed=1)
print([envs.step(np.array([1, 1]))[3].tolist() for _ in range(2)])
envs.close()
"""


class UnreadableError(gym.error.Error):
    """Can be pickled but not unpickled."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


class Odd(gym.Env[Any, Any]):
    """Does what its action says: sleeps, raises, dies, and so on."""

    observation_space = gym.spaces.Box(0.0, 9.0, (1,), np.float64)
    action_space = gym.spaces.Discrete(7)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> Any:
        """Begin an episode, or fail if there are options."""
        super().reset(seed=seed)
        if options:
            raise MachineError("the machine is not right")
        return np.array([0.0]), {}

    def step(self, action: int) -> Any:
        info: dict[str, Any] = {}
        if action == SLOW:
            time.sleep(0.5)
        elif action == RAISES:
            raise RuntimeError("it does not work")
        elif action == DIES:
            os.kill(os.getpid(), signal.SIGKILL)
        elif action == UNSENDABLE:
            info["what"] = (i for i in range(3))
        elif action == UNREADABLE:
            raise UnreadableError("one", "two")
        elif action == PARENT:
            info["child"] = subprocess.Popen(["sleep", "60"]).pid
        return np.array([float(action)]), float(action), False, False, info


@pytest.fixture(autouse=True)
def odd() -> Generator[None]:
    """Register the ID while a test runs."""
    gym.register(ID, entry_point=Odd, disable_env_checker=True)
    yield
    del gym.registry[ID]


@contextlib.contextmanager
def opened(**kwargs: Any) -> Generator[PoolVectorEnv]:
    """Two environments, after a reset."""
    with contextlib.closing(make_vec(ID, 2, **kwargs)) as envs:
        envs.reset(seed=1)
        yield envs


def test_a_class_that_a_script_defines_works_with_its_time_limit() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.stdout == "[[False, False], [True, True]]\n", done.stderr


def test_an_attribute_of_one_can_be_read_while_another_is_in_a_step() -> None:
    """The step is not lost. Reading an attribute of the one in a step is refused."""
    with opened() as envs:
        envs.send([1], np.array([SLOW]))
        assert envs.call_some([0], "render_mode") == (None,)
        with pytest.raises(AlreadyPendingCallError):
            envs.get_attr("render_mode")
        (step,) = envs.recv()
        assert (step.env_id, step.reward) == (1, SLOW)
        assert envs.get_attr("render_mode") == (None, None)


@pytest.mark.parametrize("mode", [AutoresetMode.SAME_STEP, AutoresetMode.NEXT_STEP])
def test_an_environment_whose_every_step_fails_is_a_crash_loop(mode: AutoresetMode) -> None:
    """Successful resets in between do not count. The error closes the pool; every later use says so."""
    with opened(max_restarts=2, autoreset_mode=mode) as envs:
        with pytest.raises(HarnessError, match="crash loop"):
            for _ in range(9):
                envs.step(np.array([GOOD, RAISES]))
        for use in (partial(envs.get_attr, "render_mode"), partial(envs.step, np.array([GOOD, GOOD]))):
            with pytest.raises(ClosedEnvironmentError):
                use()


@pytest.mark.parametrize(
    ("action", "cause"),
    [
        (UNSENDABLE, "raised: its answer cannot be sent"),
        (UNREADABLE, "raised: UnreadableError: onetwo"),
        (DIES, "died: killed by SIGKILL"),
    ],
)
def test_an_answer_that_cannot_be_sent_is_a_fault_of_that_environment_alone(action: int, cause: str) -> None:
    with opened() as envs:
        *_, truncated, infos = envs.step(np.array([GOOD, action]))
        assert truncated.tolist() == [False, True]
        assert infos["fault_kind"][1].startswith(cause)


def test_processes_that_a_worker_started_end_although_it_was_killed() -> None:
    """Their parent is then another process."""
    with opened() as envs:
        *_, infos = envs.step(np.array([GOOD, PARENT]))
        child = psutil.Process(int(infos["child"][1]))
        os.kill(envs.pool.places[1]["pid"], signal.SIGKILL)
        envs.step(np.array([GOOD, GOOD]))
        psutil.wait_procs([child], timeout=30)
        with contextlib.suppress(psutil.NoSuchProcess):
            assert child.status() == psutil.STATUS_ZOMBIE


def test_a_reset_raises_the_error_of_its_environment() -> None:
    """The pool does not report a crash loop instead."""
    with opened() as envs, pytest.raises(MachineError, match="not right"):
        envs.reset(options={"fail": True})


def test_setting_an_attribute_of_a_lost_worker_is_an_error() -> None:
    with opened() as envs:
        os.kill(envs.pool.places[0]["pid"], signal.SIGKILL)
        with pytest.raises(HarnessError, match="lost in 'colour': died"):
            envs.set_attr("colour", "red")


def test_a_coroutine_that_is_cancelled_many_times_still_returns_its_environment() -> None:

    async def play() -> None:
        async with make_async(ID, num_envs=1) as pool:

            async def slow() -> None:
                async with pool.environment() as env_id:
                    await pool.reset(env_id)
                    await pool.step(env_id, SLOW)

            task = asyncio.create_task(slow())
            await asyncio.sleep(0.2)
            for _ in range(3):
                task.cancel()
                await asyncio.sleep(0)
            async with asyncio.timeout(10), pool.environment() as env_id:
                assert (await pool.reset(env_id))[1] == {}

    asyncio.run(play())


def test_a_wrong_argument_is_refused_at_once_with_the_right_ones() -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"num_envs": "2"}, "num_envs must be an integer"),
        ({"num_envs": 1.5}, "num_envs must be an integer"),
        ({"autoreset_mode": "same_step"}, "SameStep"),
        ({"max_restarts": -1}, "max_restarts"),
        ({"step_timeout_s": 0.5}, "step_timeout_s"),
    ]
    for arguments, words in wrong:
        with pytest.raises(SettingsError, match=words):
            make_vec(ID, **arguments)
    with opened(step_timeout_s=float("inf")) as envs:
        with pytest.raises(IndexError, match="environments 0 to 1"):
            envs.send([-1], np.array([GOOD]))
        assert envs.step(np.array([GOOD, GOOD]))[1].tolist() == [0.0, 0.0]
        envs.send([0], np.array([GOOD]))
        envs.close()
        with pytest.raises(ClosedEnvironmentError):
            envs.recv()
