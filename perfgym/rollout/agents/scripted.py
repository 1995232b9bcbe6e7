"""Agents without a model: scripts that a family brings, random actions, and a simple search."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from perfgym.envs.family import Strategy, Task
from perfgym.errors import SettingsError, suggestion
from perfgym.rollout.agents.agent import Agent, AgentInput, AgentOutput, MakeAgent

__all__ = ["scripted_agents", "scripted_names"]

_RANDOM, _HILL_CLIMB = "random", "hill-climb"

Knobs = NDArray[np.int64]


class _Script:
    """Takes the actions of a script in order, and repeats the last one; replies as a language model would."""

    def __init__(self, task: Task, actions: Sequence[Any]) -> None:
        self._task = task
        self._actions = actions

    async def act(self, seen: AgentInput) -> AgentOutput:
        action = self._actions[min(seen.turn, len(self._actions)) - 1]
        return AgentOutput(action=action, reply=self._task.reply(action))


class _Strategy:
    """Takes the actions that a strategy of the family chooses; replies as a language model would."""

    def __init__(self, task: Task, strategy: Strategy) -> None:
        self._task = task
        self._strategy = strategy

    async def act(self, seen: AgentInput) -> AgentOutput:
        action = self._strategy(seen.observation, seen.rng)
        return AgentOutput(action=action, reply=self._task.reply(action))


class _Random:
    """Takes a random action each turn."""

    def __init__(self, task: Task) -> None:
        self._task = task

    async def act(self, seen: AgentInput) -> AgentOutput:
        space = seen.action_space
        if isinstance(space, spaces.MultiDiscrete):
            action: Any = seen.rng.integers(_sizes(seen))
        else:
            space.seed(int(seen.rng.integers(1 << 31)))
            action = space.sample()
        return AgentOutput(action=action, reply=self._task.reply(action))


def _sizes(seen: AgentInput) -> Knobs:
    """The number of choices of each entry of a ``MultiDiscrete`` action."""
    return cast("spaces.MultiDiscrete", seen.action_space).nvec


class _HillClimb:
    """Begins at the defaults, then changes one entry of the best action so far each turn.

    The best action is the one with the highest score; one that was not accepted has no score.
    """

    def __init__(self, defaults: Sequence[int]) -> None:
        self._best: Knobs = np.array(defaults, dtype=np.int64)
        self._best_score = -np.inf
        self._tried = self._best

    async def act(self, seen: AgentInput) -> AgentOutput:
        if seen.turn > 1:
            self._learn(seen.info["score"])
            self._tried = self._neighbour(seen)
        return AgentOutput(action=self._tried)

    def _learn(self, score: float) -> None:
        if score > self._best_score:  # a score of NaN is never greater
            self._best, self._best_score = self._tried, score

    def _neighbour(self, seen: AgentInput) -> Knobs:
        sizes = _sizes(seen)
        knob = seen.rng.integers(len(sizes))
        changed = self._best.copy()
        changed[knob] = (changed[knob] + seen.rng.integers(1, sizes[knob])) % sizes[knob]
        return changed


def scripted_names(task: Task) -> list[str]:
    """Names of the agents without a model that can play a task."""
    search = [] if task.first_action() is None else [_HILL_CLIMB]
    return [*task.scripted(), *task.strategies(), _RANDOM, *search]


def scripted_agents(name: str, tasks: Mapping[str, Task]) -> MakeAgent:
    """A maker of agents without a model.

    Args:
        name: One of :func:`scripted_names`.
        tasks: Environment ID to the task to play.

    Raises:
        SettingsError: No such agent can play one of the tasks.
    """
    for env_id, task in tasks.items():
        known = scripted_names(task)
        if name not in known:
            raise SettingsError(f"no agent called {name!r} plays {env_id}; {suggestion(name, known)}")
    return lambda env_id: _agent(name, tasks[env_id])


def _agent(name: str, task: Task) -> Agent:
    if name == _RANDOM:
        return _Random(task)
    if strategy := task.strategies().get(name):
        return _Strategy(task, strategy())
    if name == _HILL_CLIMB:
        return _HillClimb(task.first_action())
    return _Script(task, task.scripted()[name])
