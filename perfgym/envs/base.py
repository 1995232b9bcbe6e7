"""The part that all environments of perfgym share: settings, turns, rendering, faults and closing."""

import contextlib
import math
from typing import Any, ClassVar, TypeVar

import gymnasium as gym
from gymnasium.error import ResetNeeded
from gymnasium.utils import EzPickle

from perfgym.envs.family import Task
from perfgym.envs.render import ScoredTurn, print_turns, turns_picture, turns_text
from perfgym.errors import PerfgymError, SettingsError
from perfgym.evaluation.info import evaluation_info, fault_info
from perfgym.records import Conditions, Evaluation, Fault, FaultOwner, Status
from perfgym.settings import Settings, resolve_settings

__all__ = ["FAULT_FEEDBACK", "PerfEnv"]

FAULT_FEEDBACK = "perfgym failed; the submission is not to blame."
"""Feedback of a turn that ended in a fault."""

Observation = TypeVar("Observation")
Action = TypeVar("Action")

_MAY_BE_OBJECTS = ("backend", "sandbox", "reward", "host")


class PerfEnv(gym.Env[Observation, Action], EzPickle):
    """Base class of the environments of every family.

    A copy, by ``pickle`` or ``copy.deepcopy``, is a new environment made with the same arguments. So the
    constructor of a subclass passes its arguments to ``EzPickle.__init__`` before anything else.

    Args:
        render_mode: ``"ansi"``, ``"human"``, ``"rgb_array"`` or None.

    Attributes:
        task: How agents and the store read its episodes; the constructor of a subclass sets it.
        reward_name: The reward, as runs keep it; empty where it cannot be chosen.

    Raises:
        SettingsError: The render mode is unknown.
    """

    metadata: ClassVar[dict[str, Any]] = {  # pyright: ignore[reportIncompatibleVariableOverride]
        "render_modes": ["ansi", "human", "rgb_array"],
        "render_fps": 1,
    }

    task: Task
    reward_name: str = ""
    _title = ""

    def __init__(self, render_mode: str | None) -> None:
        known = self.metadata["render_modes"]
        if render_mode is not None and render_mode not in known:
            raise SettingsError(f"render_mode must be one of {', '.join(known)}; got {render_mode!r}")
        self.render_mode = render_mode
        self._turns: list[ScoredTurn] = []
        self._turns_left = 0
        self._at_close = contextlib.ExitStack()

    def __getstate__(self) -> dict[str, Any]:
        return {**EzPickle.__getstate__(self), "spec": self.spec}

    def __setstate__(self, state: dict[str, Any]) -> None:
        EzPickle.__setstate__(self, state)
        self.spec = state["spec"]

    @staticmethod
    def _settings(defaults: dict[str, Any] | None = None, /, **arguments: Any) -> Settings:
        """Settings from constructor arguments; an argument that is an object and not a name sets nothing."""
        named = {
            name: value
            for name, value in arguments.items()
            if name not in _MAY_BE_OBJECTS or isinstance(value, str)
        }
        return resolve_settings(defaults or {}, **named)

    def _begin(self, turns: int) -> None:
        """Begin an episode of so many turns."""
        self._turns = []
        self._turns_left = turns

    def _need_turn(self) -> None:
        if not self._turns_left:
            raise ResetNeeded("the episode is over or has not begun: call reset() before step()")

    def _played(self, evaluation: Evaluation, score: float) -> None:
        """Note a turn, and render it if a person watches."""
        self._turns_left -= 1
        self._scored(evaluation, score)

    def _scored(self, evaluation: Evaluation, score: float) -> None:
        """Note an evaluation, and render it if a person watches."""
        self._turns.append(ScoredTurn(number=len(self._turns) + 1, evaluation=evaluation, score=score))
        if self.render_mode == "human":
            self.render()

    def _fault_step(
        self, observation: Observation, error: PerfgymError, conditions: Conditions, **more: Any
    ) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """The answer of ``step`` when perfgym failed, not the program: the episode is truncated."""
        self._turns_left = 0
        nothing = Evaluation(status=Status.NO_CODE, conditions=conditions)
        info = evaluation_info(nothing, score=math.nan, best_score=math.nan) | more
        fault = Fault(owner=FaultOwner.ENVIRONMENT, cause=str(error))
        return observation, 0.0, False, True, fault_info(info, fault)

    def render(self) -> Any:
        """The turns so far: text for ``ansi``, a picture (400, 800, 3) for ``rgb_array``."""
        if self.render_mode == "ansi":
            return turns_text(self._title, self._turns)
        if self.render_mode == "rgb_array":
            return turns_picture(self._title, self._turns)
        if self.render_mode == "human":
            print_turns(self._title, self._turns)
        return None

    def close(self) -> None:
        """Release everything that the environment holds. Calling it twice is harmless."""
        self._at_close.close()
