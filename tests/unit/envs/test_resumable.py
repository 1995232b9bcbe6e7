"""Which environments give snapshots, under which wrappers."""

from typing import Any

import gymnasium as gym
import pytest
from gymnasium.error import ResetNeeded
from gymnasium.wrappers import OrderEnforcing, PassiveEnvChecker, TimeLimit

from perfgym.envs.resumable import snapshot_of
from perfgym.errors import SettingsError


class Plain(gym.Env[int, int]):
    """It gives none."""

    observation_space = action_space = gym.spaces.Discrete(2)

    def reset(self, *, seed: int | None = None, options: Any = None) -> tuple[int, dict[str, Any]]:
        return 0, {}


class Kept(Plain):
    """It gives one, or raises an error."""

    error: Exception | None = None

    resumable = True

    def snapshot(self) -> str:
        if self.error is not None:
            raise self.error
        return "here"


class Counted(gym.Wrapper[int, int, int, int]):
    """A wrapper that keeps something, and says what."""

    resumable = True

    def snapshot(self) -> list[Any]:
        return ["counted", snapshot_of(self.env)]


def test_only_an_environment_that_has_snapshots_gives_one() -> None:
    assert snapshot_of(Plain()) is None
    assert snapshot_of(Kept()) == "here"


def test_a_method_that_means_something_else_is_not_called() -> None:
    class Other(Plain):
        def snapshot(self, path: str) -> None:
            raise AssertionError(path)

    assert snapshot_of(Other()) is None


def test_a_wrapper_that_may_keep_something_hides_it() -> None:
    assert snapshot_of(OrderEnforcing(PassiveEnvChecker(Kept()))) == "here"
    assert snapshot_of(OrderEnforcing(TimeLimit(Kept(), 3))) is None
    assert snapshot_of(Counted(Kept())) == ["counted", "here"]


@pytest.mark.parametrize("error", [ResetNeeded("over"), SettingsError("too large")])
def test_an_episode_that_cannot_be_resumed_has_none(error: Exception) -> None:
    env = Kept()
    env.error = error
    assert snapshot_of(env) is None
