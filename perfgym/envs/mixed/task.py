"""How agents and the store read an episode of ``PerfOptimize-mixed``: which problem it is about."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from perfgym.bank import Problem, load_problem
from perfgym.envs.family import Strategy
from perfgym.envs.optimize.task import BROKEN, ProgramTask
from perfgym.errors import ProblemError

__all__ = ["MixedTask", "named_prompt"]

_BEGINS = "Problem: "


def named_prompt(problem: str, prompt: str) -> str:
    """A prompt of ``PerfOptimize`` with the name of its problem above it."""
    return f"{_BEGINS}{problem}\n\n{prompt}"


def _problem(observation: Any) -> Problem:
    """The problem that the prompt of an observation names."""
    first, _, _ = observation["prompt"].partition("\n")
    return load_problem(first.removeprefix(_BEGINS))


class MixedTask(ProgramTask):
    """Episodes of several problems in one language.

    Args:
        language: Name of the language.
    """

    def stored_id(self, env_id: str, info: Mapping[str, Any]) -> str:
        """The ID of the problem that was drawn."""
        del env_id
        return info["env_id"]

    def scripted(self) -> Mapping[str, Sequence[Any]]:
        """An agent that submits a program which does not compile."""
        return {"broken": [{"code": BROKEN, "submit": 1}]}

    def strategies(self) -> Mapping[str, Callable[[], Strategy]]:
        """Agents that submit the reference of the problem that was drawn, or the expert's program."""
        return {"reference": partial(self._submitting, False), "expert": partial(self._submitting, True)}

    def _submitting(self, is_expert: bool) -> Strategy:
        def submit(observation: Any, rng: np.random.Generator) -> dict[str, Any]:
            del rng
            problem = _problem(observation)
            programs = problem.experts if is_expert else problem.references
            if self.language not in programs:
                raise ProblemError(f"{problem.folder} has no program expert/solution.* in {self.language}")
            return {"code": programs[self.language], "submit": 1}

        return submit
