"""A wrapper that turns actions and observations into text, for language models."""

from typing import Any, cast

import gymnasium as gym
from gymnasium.utils import RecordConstructorArgs

from perfgym.envs.base import FAULT_FEEDBACK, PerfEnv
from perfgym.envs.family import Task
from perfgym.envs.reply_parts import LONGEST_REPLY
from perfgym.envs.spaces import SourceText

__all__ = ["TextWrapper"]


class TextWrapper(gym.Wrapper[str, str, Any, Any], RecordConstructorArgs):
    """Gives an environment that language models can play strings as observations and actions.

    The observation of ``reset`` is the prompt with a note on how to answer; that of ``step`` is the
    feedback. An action is a language model's whole reply: any string is a valid one. For ``PerfOptimize``,
    :func:`perfgym.parse_reply` says how a reply is read; for ``PerfTune``, the prompt does. An action of the
    wrapped environment is taken as it is: agents that call tools write no reply.

    Args:
        env: The environment to wrap, e.g. one of ``PerfOptimize``.
        tags: Whether the prompt says how a reply is written. Agents that call tools must not be told.

    Attributes:
        tags: The argument; a change holds from the next reset.

    Raises:
        TypeError: ``env`` is none of perfgym's, or its observations and actions are not text.
    """

    def __init__(self, env: gym.Env[Any, Any], *, tags: bool = True) -> None:
        inner = env.unwrapped
        if not isinstance(inner, PerfEnv) or not inner.task.is_text:
            raise TypeError(f"TextWrapper wraps environments of perfgym that are played in text, got {env}")
        RecordConstructorArgs.__init__(self, tags=tags)
        # Gymnasium declares the wrapped environment with the wrapper's own types.
        super().__init__(cast("gym.Env[str, str]", env))
        self._inner = env
        self.tags = tags
        self.action_space = SourceText(LONGEST_REPLY)
        self.observation_space = SourceText(LONGEST_REPLY)

    def _task(self) -> Task:
        # It is not kept here: a task cannot be pickled, a wrapper can.
        return cast("PerfEnv[Any, Any]", self._inner.unwrapped).task

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[str, dict[str, Any]]:
        """Start an episode; the observation is the whole prompt."""
        observation, info = self._inner.reset(seed=seed, options=options)
        task = self._task()
        return task.opening(observation) if self.tags else task.prompt(observation), info

    def step(self, action: Any) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Play one reply, or one action of the wrapped environment; the observation is the feedback."""
        inner = self._task().action(action) if isinstance(action, str) else action
        observation, reward, terminated, truncated, info = self._inner.step(inner)
        task = self._task()
        if info["fault"]:
            text = FAULT_FEEDBACK
        elif isinstance(action, str):
            text = task.feedback(observation, action)
        else:
            text = task.tool_feedback(observation)
        return text, float(reward), terminated, truncated, info
