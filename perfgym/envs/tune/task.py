"""How agents and the store read an episode of ``PerfTune``: actions are settings of knobs, also as text."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from perfgym.bank import Problem
from perfgym.envs.family import Task
from perfgym.envs.tune.reply import knobs_reply, parse_knobs, parse_settings, read_knobs
from perfgym.envs.tune.texts import answer_text, feedback_text, state_text, task_text
from perfgym.languages import LANGUAGES
from perfgym.records import Submission

__all__ = ["TuneTask"]


class TuneTask(Task):
    """The knobs of one problem in one language.

    Args:
        problem: The problem, which has knobs in the language.
        language: Name of the language.
    """

    is_text = True

    def __init__(self, problem: Problem, language: str) -> None:
        self._problem = problem
        self._tuning = problem.tunings[language]
        self._language = LANGUAGES[language]

    def opening(self, observation: Any) -> str:
        """The problem, the knobs, the program that the episode begins with, and how to answer."""
        return f"{self.prompt(observation)}\n\n## How to answer\n\n{answer_text(self._tuning)}\n"

    def prompt(self, observation: Any) -> str:
        """The problem, the knobs, and the program that the episode begins with."""
        text = task_text(self._problem, self._tuning, self._language)
        return f"{text}\n\n## The first program\n\n{state_text(observation, self._tuning)}"

    def feedback(self, observation: Any, reply: str = "") -> str:
        """The settings of the last turn, what became of the program, and what of the reply was not read."""
        return feedback_text(observation, self._tuning, read_knobs(reply, self._tuning).ignored)

    def tool_feedback(self, observation: Any) -> str:
        """The settings of the last turn, and what became of the program."""
        return state_text(observation, self._tuning)

    def action(self, reply: str) -> NDArray[np.int64]:
        """The settings in a reply; a knob that it does not set has its default."""
        return np.array(parse_knobs(reply, self._tuning), dtype=np.int64)

    def tool_action(self, content: str, *, submit: bool) -> NDArray[np.int64]:
        """The settings in lines ``NAME = setting`` or in JSON; no action ends an episode early."""
        del submit
        return np.array(parse_settings(content, self._tuning), dtype=np.int64)

    def reply(self, action: Any) -> str:
        """The settings in tags, as a language model would write them."""
        return knobs_reply(self._tuning, [int(index) for index in action])

    def submission(self, action: Any, info: Mapping[str, Any]) -> Submission | None:
        """The program at the settings, and its compiler flags."""
        del info
        source, flags = self._tuning.program([int(index) for index in action])
        return Submission(files={self._language.source_name: source.encode()}, flags=flags)

    def record(self, action: Any) -> dict[str, Any]:
        """The setting of each knob, by name."""
        return {
            "knobs": {
                knob.name: knob.settings[int(index)]
                for knob, index in zip(self._tuning.knobs, action, strict=True)
            }
        }

    def first_action(self) -> NDArray[np.int64]:
        """The default of each knob."""
        return np.array(self._tuning.defaults, dtype=np.int64)
