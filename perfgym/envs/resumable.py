"""Episodes that can go on in another environment: what such an environment promises, and how it is asked."""

from typing import Any, Protocol, cast, runtime_checkable

import gymnasium as gym
from gymnasium.error import ResetNeeded
from gymnasium.wrappers import OrderEnforcing, PassiveEnvChecker

from perfgym.envs.text_wrapper import TextWrapper
from perfgym.errors import SettingsError

__all__ = ["RESUME", "Resumable", "snapshot_of"]

RESUME = "resume"
"""The option of ``reset`` that takes a snapshot."""

_KEEP_NOTHING = (OrderEnforcing, PassiveEnvChecker, TextWrapper)


@runtime_checkable
class Resumable(Protocol):
    """An environment, or a wrapper of one, whose episode can go on in another one that was made alike.

    ``reset(options={"resume": snapshot})`` of the other one brings it to where the snapshot was taken: the
    next step there has the result that it would have had here.

    Attributes:
        resumable: True. Other environments may have a method ``snapshot`` that means something else.
    """

    resumable: bool

    def snapshot(self) -> Any:
        """The episode as it stands, as a value that can be sent to another process.

        Raises:
            ResetNeeded: The episode has ended, or never began.
            SettingsError: The episode cannot be resumed as it stands.
        """
        ...


def snapshot_of(env: gym.Env[Any, Any]) -> Any:
    """A snapshot of the episode under way.

    A wrapper that is not resumable itself may keep something of an episode that would be lost, e.g. a
    number of steps. So there is no snapshot under one, except for wrappers that keep nothing.

    Returns:
        The snapshot; None if the environment gives none, or none now.
    """
    inner: Any = env
    while not isinstance(inner, Resumable):
        if not isinstance(inner, _KEEP_NOTHING):
            return None
        inner = cast("Any", inner).env
    try:
        return inner.snapshot()
    except (ResetNeeded, SettingsError):
        return None
