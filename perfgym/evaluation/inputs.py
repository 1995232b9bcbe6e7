"""The inputs of one episode, which follow from the problem, the secret key and the episode's seed."""

import numpy as np

from perfgym.bank import Problem
from perfgym.machine.input_key import InputKey
from perfgym.records import TestCase

__all__ = ["SEED_BYTES", "EpisodeInputs"]

SEED_BYTES = 16
"""Random bytes that tell one episode, or one measured input, from another."""


class EpisodeInputs:
    """Draws the inputs of one episode, each with a random generator of its own.

    The key and the seed determine each generator together, by a keyed hash. So nobody can foretell an input
    without the key, and an input tells nothing about the seed or about another input.

    Args:
        problem: The problem.
        language: Language of the programs that read the inputs.
        key: The secret key.
        seed: The episode's seed, :data:`SEED_BYTES` random bytes.
        scale: Factor of the problem's scaled dimensions in inputs of measured size.
    """

    def __init__(
        self, problem: Problem, language: str, key: InputKey, seed: bytes, scale: float = 1.0
    ) -> None:
        self._problem = problem
        self._language = language
        self._key = key
        self._seed = seed
        self._scale = scale

    @property
    def number(self) -> int:
        """The seed as a number, for what stays the same in the whole episode."""
        return int.from_bytes(self._seed, "little")

    def tests(self) -> tuple[TestCase, ...]:
        """The hidden tests."""
        return self._problem.draw_tests(
            lambda name: self._key.rng(self._seed, f"test {name}"), self._language, self._scale
        )

    def measured(self, rng: np.random.Generator, mode: str, factor: float = 1.0) -> bytes:
        """An input for measured runs.

        Args:
            rng: Draws what tells it from other inputs of the episode; equal generators give equal inputs.
            mode: The measured sizes of the problem to use.
            factor: Factor of each scaled dimension, in addition to the episode's scale.
        """
        own = self._key.rng(self._seed + rng.bytes(SEED_BYTES), f"measured {mode} {factor!r}")
        return self._problem.draw_measured(own, self._language, mode, self._scale * factor)
