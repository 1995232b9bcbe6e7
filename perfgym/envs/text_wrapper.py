"""A wrapper that turns actions and observations into text, for language models."""

from typing import Any, cast

import gymnasium as gym
from gymnasium.utils import RecordConstructorArgs

from perfgym.envs.optimize.env import PerfOptimizeEnv
from perfgym.envs.optimize.reply import text_action, text_prompt
from perfgym.envs.spaces import SourceText

__all__ = ["TextWrapper"]

_TEXT_LENGTH = 1 << 21


class TextWrapper(gym.Wrapper[str, str, dict[str, Any], dict[str, Any]], RecordConstructorArgs):
    """Turns a ``PerfOptimize`` environment into one whose actions and observations are strings.

    The observation of ``reset`` is the prompt with a note on how to answer; that of ``step`` is the
    feedback. :func:`perfgym.parse_reply` says how an action is read. Any string is a valid action.

    Args:
        env: The environment to wrap.
    """

    def __init__(self, env: gym.Env[dict[str, Any], dict[str, Any]]) -> None:
        if not isinstance(env.unwrapped, PerfOptimizeEnv):
            raise TypeError(f"TextWrapper wraps PerfOptimize environments, got {env}")
        RecordConstructorArgs.__init__(self)
        # Gymnasium declares the wrapped environment with the wrapper's own types.
        super().__init__(cast("gym.Env[str, str]", env))
        self._inner = env
        self.action_space = SourceText(_TEXT_LENGTH)
        self.observation_space = SourceText(_TEXT_LENGTH)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[str, dict[str, Any]]:
        """Start an episode; the observation is the whole prompt."""
        observation, info = self._inner.reset(seed=seed, options=options)
        return text_prompt(observation), info

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Play one reply; the observation is the feedback."""
        observation, reward, terminated, truncated, info = self._inner.step(text_action(action))
        return observation["feedback"], float(reward), terminated, truncated, info
