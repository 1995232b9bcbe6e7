"""An environment ID -> what it wants of an agent: a program, or a setting of knobs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perfgym.bank import Problem, load_problem
from perfgym.bank.knobs import Tuning
from perfgym.envs.optimize.reply import text_prompt
from perfgym.envs.registration import TUNE, registered_ids
from perfgym.errors import SettingsError, suggestion

__all__ = ["Task", "load_task"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What an environment wants.

    Attributes:
        env_id: The environment's ID.
        problem: Its problem.
        language: Of its programs.
        tuning: The knobs that an action sets; None where an action is a program.
    """

    env_id: str
    problem: Problem = field(repr=False)
    language: str
    tuning: Tuning | None = field(repr=False)

    def opening(self, observation: Any) -> str:
        """What a conversation begins with; empty where observations are no text."""
        return "" if self.tuning else text_prompt(observation)

    def feedback(self, observation: Any) -> str:
        """What an observation says of the last turn; empty where observations are no text."""
        return "" if self.tuning else observation["feedback"]

    def source(self, action: Any) -> str:
        """The program that an action stands for."""
        return self.tuning.program([int(index) for index in action])[0] if self.tuning else action["code"]

    def record(self, action: Any) -> Mapping[str, Any]:
        """An action but for its program, as JSON."""
        if self.tuning:
            return {"knobs": [int(index) for index in action]}
        return {"submit": int(action["submit"])}


def load_task(env_id: str) -> Task:
    """What a registered perfgym ID wants.

    Raises:
        SettingsError: There is no such ID.
        ProblemError: Its problem cannot be loaded.
    """
    known = {found.env_id: found for found in registered_ids()}
    if env_id not in known:
        raise SettingsError(f"no environment is called {env_id!r}; {suggestion(env_id, known)}")
    found = known[env_id]
    problem = load_problem(found.problem)
    tuning = problem.tunings[found.language] if found.family is TUNE else None
    return Task(env_id=env_id, problem=problem, language=found.language, tuning=tuning)
