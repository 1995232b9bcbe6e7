"""Whole episodes for an attack to play: it submits programs and reads the feedback, as an agent does."""

import secrets
from collections.abc import Iterator, Mapping

import numpy as np

from perfgym.bank import Problem
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.feedback import turn_text
from perfgym.evaluation.reward import improvement
from perfgym.records import Evaluation
from perfgym.redteam.catalogue import program_text

__all__ = ["SEEDS", "AttackedEpisodes"]

SEEDS = 16
"""Seeds of episodes are below this: a trainer numbers its episodes, so an attacker can try every seed."""


class AttackedEpisodes:
    """Episodes on one problem in one language.

    Args:
        evaluator: Evaluates the submissions.
        placeholders: Placeholder in the text of a program, e.g. ``@MEASURED_LEAST@``, to what replaces it.

    Attributes:
        problem: The problem, with its public generator of inputs.
        language: Language of the submissions.
        evaluations: The evaluation of each turn so far, of all episodes.
    """

    def __init__(self, evaluator: Evaluator, placeholders: Mapping[str, str]) -> None:
        self.problem: Problem = evaluator.problem
        self.language = evaluator.language.name
        self.evaluations: list[Evaluation] = []
        self._evaluator = evaluator
        self._placeholders = placeholders

    def reset(self) -> None:
        """Begin an episode with a small seed, which the attack is not told."""
        self._rng = np.random.default_rng(secrets.randbelow(SEEDS))
        self._evaluator.start_episode(self._rng)

    def program(self, text: str) -> str:
        """A program of the attack, behind the functions that attacks in its language share."""
        return program_text(text, self.problem, self.language, self._placeholders)

    def submit(self, source: str) -> str:
        """Submit a program in the episode, and return the feedback."""
        evaluation = self._evaluator.evaluate(self._evaluator.submission(source), self._rng)
        self.evaluations.append(evaluation)
        return turn_text(evaluation)

    @property
    def best(self) -> float:
        """The highest reward of a turn so far."""
        return max(self._rewards(), default=0.0)

    def _rewards(self) -> Iterator[float]:
        return map(improvement, self.evaluations)
