"""Agents without a model: yardsticks for programs, and simple searches over knobs."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from perfgym.errors import SettingsError, suggestion
from perfgym.rollout.agents.agent import MakeAgent, Move, View
from perfgym.rollout.agents.task import Task

__all__ = ["SCRIPTED", "scripted_agents"]

_BROKEN = "this is a program in no language"

Knobs = NDArray[np.int64]


class _Submitter:
    """Submits one program, in the words that a model would use."""

    def __init__(self, program: str) -> None:
        self._program = program

    async def act(self, view: View) -> Move:
        del view
        return Move(
            action={"code": self._program, "submit": 1},
            reply=f"<code>\n{self._program}\n</code>\n<submit/>",
        )


def _sizes(view: View) -> Knobs:
    """How many settings each knob has."""
    return cast("spaces.MultiDiscrete", view.action_space).nvec


class _RandomKnobs:
    """Sets every knob at random, each turn anew."""

    async def act(self, view: View) -> Move:
        return Move(action=view.rng.integers(_sizes(view)))


class _HillClimb:
    """Begins at the defaults; then each turn changes one knob of the best setting so far.

    The best is what scored highest; what was not accepted has no score.
    """

    def __init__(self, defaults: Sequence[int]) -> None:
        self._best: Knobs = np.array(defaults, dtype=np.int64)
        self._best_score = -np.inf
        self._tried = self._best

    async def act(self, view: View) -> Move:
        if view.turn > 1:
            self._learn(view.info["score"])
            self._tried = self._neighbour(view)
        return Move(action=self._tried)

    def _learn(self, score: float) -> None:
        if score > self._best_score:  # not so where it is NaN
            self._best, self._best_score = self._tried, score

    def _neighbour(self, view: View) -> Knobs:
        sizes = _sizes(view)
        knob = view.rng.integers(len(sizes))
        changed = self._best.copy()
        changed[knob] = (changed[knob] + view.rng.integers(1, sizes[knob])) % sizes[knob]
        return changed


def _submitter(programs: Callable[[Task], Mapping[str, str]]) -> Callable[[Task], MakeAgent]:
    def agents(task: Task) -> MakeAgent:
        if task.tuning:
            raise SettingsError(f"an action of {task.env_id} is no program; use random-knobs or hill-climb")
        program = programs(task).get(task.language)
        if program is None:
            raise SettingsError(f"problem {task.problem.name} has no such program in {task.language}")
        return lambda: _Submitter(program)

    return agents


def _defaults(task: Task) -> Sequence[int]:
    if not task.tuning:
        raise SettingsError(
            f"{task.env_id} has no knobs; its agents without a model are reference, expert and broken"
        )
    return task.tuning.defaults


def _random_knobs(task: Task) -> MakeAgent:
    _defaults(task)
    return _RandomKnobs


def _hill_climb(task: Task) -> MakeAgent:
    defaults = _defaults(task)
    return lambda: _HillClimb(defaults)


SCRIPTED: dict[str, Callable[[Task], MakeAgent]] = {
    "reference": _submitter(lambda task: task.problem.references),
    "expert": _submitter(lambda task: task.problem.experts),
    "broken": _submitter(lambda task: {task.language: _BROKEN}),
    "random-knobs": _random_knobs,
    "hill-climb": _hill_climb,
}
"""Name to what makes an agent for a task."""


def scripted_agents(name: str, task: Task) -> MakeAgent:
    """What makes the agent of each episode.

    Args:
        name: One of ``SCRIPTED``.
        task: What it is to play.

    Raises:
        SettingsError: There is none of that name, or it cannot play this.
    """
    if name not in SCRIPTED:
        raise SettingsError(f"no agent is called {name!r}; {suggestion(name, SCRIPTED)}")
    return SCRIPTED[name](task)
